"""The reviewed files of `knowledge/` read into one library, with an error that names file, line and field."""

from arcada.interop.knowledge.fault import KnowledgeError, KnowledgeFault
from arcada.interop.knowledge.load import load_library
from arcada.interop.knowledge.own import OwnProtocol, library_with

__all__ = ["KnowledgeError", "KnowledgeFault", "OwnProtocol", "library_with", "load_library"]
