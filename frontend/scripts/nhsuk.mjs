// The design system's own behaviour for candidates' and public pages: focus to the error summary, a counter under a long
// answer, one submit for a double click, answers that open a further question. Every page is complete without it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  SkipLink,
  createAll,
} from "nhsuk-frontend";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  SkipLink,
]) {
  createAll(component);
}
