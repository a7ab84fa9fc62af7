// What a browser with scripts adds to pages that already work without them.
// It holds no words (templates pass them as data attributes), asks the network
// for nothing and writes no inline style, so that the CSP can refuse both.
import {
  Button, Checkboxes, createAll, ErrorSummary, FileUpload, NotificationBanner,
  PasswordInput, Radios, ServiceNavigation, SkipLink,
} from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

// A second click on "file" or "pay" is a mistake of the hand, never an intent.
createAll(Button, { preventDoubleClick: true });
for (const component of [
  Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput,
  Radios, ServiceNavigation, SkipLink,
]) {
  createAll(component);
}

// A region that does not scroll is not a stop for the keyboard.
const regions = document.querySelectorAll(".q-scroll");
const stops = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.setAttribute("tabindex", "0");
    } else {
      target.removeAttribute("tabindex");
    }
  }
});
regions.forEach((region) => stops.observe(region));

// The print button exists only where it can do something.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// What must be carried elsewhere whole, such as a token, is copied by one press. Where the browser
// does not let a page copy, the button stays hidden: the text can still be selected.
document.querySelectorAll("[data-copy]").forEach((button) => {
  const text = document.querySelector(button.dataset.copy);
  if (!navigator.clipboard || !text) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    document.querySelector(button.dataset.told).textContent = button.dataset.done;
  });
});
