"""What the HTML report looks like and how it filters: its style, its script, and their hashes for the browser.

The page may load nothing and run nothing but these two, so that a name in a manifest cannot either.
"""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ink: #1c2024; --dim: #60646c; --page: #fcfcfd; --card: #fff; --line: #e0e1e6;
  --code: #f4f5f7; --error: #c62a2f; --warning: #915907; --info: #0b68cb; --mark: #ffdbdc; --also: #d5efff; }
@media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --dim: #b0b4ba; --page: #111113; --card: #18191b;
  --line: #2e3135; --code: #0d0e10; --error: #ff9592; --warning: #ffca16; --info: #70b8ff; --mark: #611623;
  --also: #003362; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font: 600 1rem/1.5 ui-monospace, monospace; margin: 2rem 0 .75rem; }
header p { margin: .25rem 0 0; color: var(--dim); }
form { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center;
  margin-top: 1rem; padding: .75rem 0; background: var(--page); border-bottom: 1px solid var(--line); z-index: 1; }
form[hidden] { display: none; }
select { font: inherit; max-width: 100%; padding: .2rem .4rem; }
label { display: inline-flex; gap: .4rem; align-items: center; }
output { color: var(--dim); margin-left: auto; }
article { border: 1px solid var(--line); border-left: 4px solid var(--tint); border-radius: 6px;
  background: var(--card); padding: .75rem 1rem; margin: 0 0 .75rem; content-visibility: auto;
  contain-intrinsic-size: auto 9rem; }
.error { --tint: var(--error); } .warning { --tint: var(--warning); } .info { --tint: var(--info); }
h3 { font-size: 1rem; margin: 0; font-weight: 600; }
h3 b { color: var(--tint); }
article p { margin: .25rem 0 0; font-size: .875rem; color: var(--dim); }
a { color: var(--info); }
pre { margin: .6rem 0 0; padding: .5rem .75rem; overflow-x: auto; border-radius: 4px; background: var(--code);
  font: .8125rem/1.6 ui-monospace, monospace; overflow-wrap: normal; tab-size: 4; }
pre i { color: var(--dim); font-style: normal; user-select: none; }
mark { background: var(--also); color: inherit; border-radius: 2px; }
mark.own { background: var(--mark); box-shadow: 0 2px var(--tint); }
pre em { color: var(--info); font-style: normal; user-select: none; }
[hidden] { display: none; }
"""

SCRIPT = """
const form = document.querySelector("form");
const findings = [...document.querySelectorAll("article")];
function filter() {
  const rule = form.rule.value;
  const severities = new Set([...form.querySelectorAll("input:checked")].map(box => box.value));
  let count = 0;
  for (const finding of findings) {
    const on = (!rule || finding.dataset.rule === rule) && severities.has(finding.dataset.severity);
    finding.hidden = !on;
    count += on;
  }
  for (const file of document.querySelectorAll("section")) file.hidden = !file.querySelector("article:not([hidden])");
  form.shown.value = count + " of " + findings.length + " shown";
}
if (form) { form.addEventListener("input", filter); form.hidden = false; filter(); }
"""


def policy() -> str:
    """The content security policy that lets exactly this style and this script in."""
    return (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}"
    )


def _hash(text: str) -> str:
    from base64 import b64encode
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
