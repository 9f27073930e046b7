// On a phone the tabs are wider than the screen: the one that is open is brought into sight.
const tabs = document.querySelector('.tabs[aria-label="Settings"]');
const here = tabs?.querySelector("[aria-current]");
if (here) tabs.scrollLeft = here.offsetLeft - (tabs.clientWidth - here.offsetWidth) / 2;
