"""The pipeline composed: a case and the practice's knowledge in, three explained plans or a refusal out."""

from arcada.core.compiler.pipeline import compile_plans

__all__ = ["compile_plans"]
