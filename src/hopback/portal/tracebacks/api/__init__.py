"""Hops, answers and tracebacks by machine (A3.2, XA.2): version 1, under /api/v1/."""

from ninja import Router

from . import hops, tracebacks

router = Router()
router.add_router("", hops.router)
router.add_router("", tracebacks.router)

__all__ = ["router"]
