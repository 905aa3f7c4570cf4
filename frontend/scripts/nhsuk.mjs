import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink, createAll,
} from "nhsuk-frontend";
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
[Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink].forEach((c) => createAll(c));
