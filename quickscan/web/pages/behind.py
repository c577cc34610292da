"""The pages behind a link that was shared. Each checks its token itself and shows nothing where it is wrong."""

from collections.abc import Callable, Mapping

from quickscan.domain.problem import ScanError
from quickscan.web.pages.levers.shared import shared_levers_page
from quickscan.web.pages.rooms import Query
from quickscan.web.pages.scenarios.shared import ended_page, shared_page
from quickscan.web.services import Services
from quickscan.web.widgets import Page
from quickscan.web.wording import Wording

SharedPage = Callable[[Services, str, Query, Wording], Page]
SHARED_PAGES: Mapping[str, SharedPage] = {"": shared_page, "levers": shared_levers_page}
"""By the last part of their address."""


def page_behind(services: Services, token: str, name: str, query: Query, say: Wording) -> Page:
    """The page of an address below /shared: whatever is wrong with it, nothing of any engagement is shown."""
    try:
        if name not in SHARED_PAGES:
            raise ScanError.of("link", "this link leads nowhere", "ask whoever sent it to you for a new one")
        return SHARED_PAGES[name](services, token, query, say)
    except ScanError as error:
        return ended_page(error, say)
