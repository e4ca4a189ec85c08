"""nianbao (年报): captures of Chinese disclosure reports become a site whose every figure can be traced."""

__version__ = "0.1.0"
