"""What a person without a mouse does: go on with the Tab key, type, press."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 150
_HAS_FOCUS = "element => element === document.activeElement"


@dataclass(frozen=True)
class Hands:
    """Works on a page by keyboard alone; nothing is clicked."""

    page: Page

    def reach(self, target: Locator) -> None:
        """Go on until `target` has the focus."""
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            if target.evaluate(_HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {target}.")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Reach `target` and press a key on it."""
        self.reach(target)
        self.page.keyboard.press(key)

    def follow(self, name: str) -> None:
        """Follow the link of this name."""
        self.press(self.page.get_by_role("link", name=name, exact=True))

    def push(self, name: str) -> None:
        """Push the button of this name."""
        self.press(self.page.get_by_role("button", name=name, exact=True))

    def write(self, label: str, text: str) -> None:
        """Type into the field of this label."""
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(text)

    def choose(self, label: str, option: str) -> None:
        """Choose an option as people do with a list: by typing how it begins."""
        self.write(label, option)


def sign_in(page: Page, address: str, email: str, password: str) -> Hands:
    """Sign in by keyboard."""
    page.goto(address)
    hands = Hands(page)
    hands.write("E-Mail-Adresse", email)
    hands.write("Passwort", password)
    page.keyboard.press("Enter")
    return hands
