"""The reviewed files of `knowledge/` read into one library, with an error that names file, line and field."""

from arcada.interop.knowledge.fault import KnowledgeError, KnowledgeFault
from arcada.interop.knowledge.load import load_library

__all__ = ["KnowledgeError", "KnowledgeFault", "load_library"]
