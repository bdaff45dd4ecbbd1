"""What a container's command line does, found by reading it: paths, ports, hosts, waits, and whether it ends.

Plain strings in, values out: what paths mean for volumes and where a script stands in a manifest is left to
the pod model. `analyse` has the entry; nothing is imported here, since a pod without commands needs none of it.
"""
