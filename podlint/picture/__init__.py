"""Pictures of pods: containers in start order, volumes, ports and who uses them, as Mermaid, SVG or a page."""
