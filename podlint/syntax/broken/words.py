"""The two parsers' words: what the pure one says as libyaml says it, and what libyaml says for people."""

from __future__ import annotations

import re

from podlint.syntax.problem import Problem

_WORDS = {
    "found unexpected end of stream": "the document ends in the middle of something",
    "did not find expected node content": "a value is missing here",
    "did not find expected <document start>": "the document has ended before this",
    "block sequence entries are not allowed in this context": "a list item cannot begin here; put it on a line of its own",
    "mapping keys are not allowed in this context": "a key cannot begin here",
    "mapping values are not allowed in this context": "a colon cannot stand here; quote the value if it belongs to it",
    "could not find expected ':'": "a colon is missing: a key must stand on one line, with its colon",
    "did not find expected key": "a key is expected here, in the column of its siblings",
    "did not find expected '-' indicator": "a list item is expected here",
    "found unknown directive name": 'a line that begins with "%" is a directive to YAML, and it knows no such one',
    "found duplicate %YAML directive": "a second directive of the YAML version stands here",
    "found incompatible YAML document": "the directive asks for a version of YAML that is not known",
    "found undefined tag handle": "the tag's prefix is not declared",
    "exceeded maximum nesting depth": "the document nests too deep",
}
_PURE_WORDS = (
    (r"(mapping (?:values|keys)) are not allowed here", r"\1 are not allowed in this context"),
    (r"sequence entries are not allowed here", "block sequence entries are not allowed in this context"),
    (r"found character .* that cannot start any token", "found character that cannot start any token"),
    (r"found unknown escape character .*", "found unknown escape character"),
    (r"expected escape sequence of .*", "did not find expected hexdecimal number"),
    (r"expected alphabetic or numeric character.*", "did not find expected alphabetic or numeric character"),
    (r"expected the node content.*", "did not find expected node content"),
    (r"expected ('[,]' or '[]}]'), but got .*", r"did not find expected \1"),
    (r"expected '<document start>'.*", "did not find expected <document start>"),
    (r"expected (?:chomping or|a comment or) .*", "did not find expected comment or line break"),
    (r"found undefined tag handle .*", "found undefined tag handle"),
    (r"found duplicate YAML directive", "found duplicate %YAML directive"),
    (r"found incompatible YAML document .*", "found incompatible YAML document"),
)


def as_libyaml_says(problem: Problem) -> Problem:
    """A problem in libyaml's words, so that only one of the two parsers needs to be understood."""
    if problem.text.startswith("expected <block end>"):
        expected = "'-' indicator" if "collection" in (problem.context or "") else "key"
        return problem._replace(text=f"did not find expected {expected}")
    for pattern, words in _PURE_WORDS:
        match = re.fullmatch(pattern, problem.text)
        if match is not None:
            return problem._replace(text=match.expand(words))
    return problem


def for_people(problem: Problem) -> str:
    """The sentence for a problem that nothing around explains."""
    return _WORDS.get(problem.text, "the text is no YAML from here on")


def refuses_first(problem: Problem) -> bool:
    """Whether Kubernetes' decoder stumbles: it reads no further than the end of a part's first document."""
    return as_libyaml_says(problem).text != "did not find expected <document start>"
