from typing import Optional

__version__: str

class GainsayError(ValueError): ...

class Reader:
    def __init__(self, kind: str, weights: Optional[str] = None, gazetteer: Optional[str] = None) -> None: ...
    @property
    def version(self) -> str: ...
    def read_line(
        self,
        text: str,
        *,
        id: Optional[str] = None,
        published: Optional[str] = None,
        title: Optional[str] = None,
        outlet: Optional[str] = None,
        url: Optional[str] = None,
        byline: Optional[str] = None,
        agency: Optional[str] = None,
        language: Optional[str] = None,
    ) -> str: ...
