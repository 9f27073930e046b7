// On a phone the tabs are wider than the screen: the one that is open is brought into sight.
const tabs = document.querySelector('.tabs[aria-label="Settings"]');
const here = tabs?.querySelector("[aria-current]");
if (here) tabs.scrollLeft = here.offsetLeft - (tabs.clientWidth - here.offsetWidth) / 2;
// A form that was refused is left at the first field that is asked about.
document.querySelector('main [aria-invalid="true"]')?.focus();
