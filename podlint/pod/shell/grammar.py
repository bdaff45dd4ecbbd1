"""The grammar of shell scripts; loaded only when there is one to parse."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from tree_sitter import Language, Parser

_PACKAGE = "tree_sitter_bash"


def parser() -> Parser:
    """Return a new parser of shell scripts: the grammar's scanner keeps a state that must not outlive a text."""
    from tree_sitter import Parser

    return Parser(_language())


@cache
def _language() -> Language:
    from tree_sitter import Language

    return Language(_binding().language())


def _binding() -> ModuleType:
    """The grammar's package imports importlib.resources, which takes longer than all of podlint: go round it."""
    from importlib.machinery import ExtensionFileLoader
    from importlib.util import module_from_spec, spec_from_loader

    name = f"{_PACKAGE}._binding"
    for path in _candidates():
        spec = spec_from_loader(name, ExtensionFileLoader(name, path))
        if spec is not None and spec.loader is not None:
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    import tree_sitter_bash

    return tree_sitter_bash


def _candidates() -> Iterator[str]:
    """Where the extension lies in an ordinary installation."""
    from importlib.machinery import EXTENSION_SUFFIXES, PathFinder

    spec = PathFinder.find_spec(_PACKAGE)
    for directory in (spec and spec.submodule_search_locations) or ():
        for suffix in EXTENSION_SUFFIXES:
            path = os.path.join(directory, f"_binding{suffix}")
            if os.path.exists(path):
                yield path
