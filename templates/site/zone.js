// Times in the zone of the reader, UTC when they want it. Without this script all times are in UTC.
'use strict';
const zone = (() => {
  const named = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const own = /^(Etc\/)?(UTC|UCT|Universal|Zulu)$/.test(named) ? 'UTC' : named;
  // the English of these pages has the day in front of the month
  const language = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang;
  const DATE = { day: 'numeric', month: 'short' };
  const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const NAMED = { ...CLOCK, timeZoneName: 'short' };
  let utc = false;
  try {
    utc = localStorage.getItem('zone') === 'UTC';
  } catch (e) {
    // a browser that stores nothing for this page: it begins with their own zone
  }

  const current = () => utc ? 'UTC' : own;
  const format = (at, parts) => new Intl.DateTimeFormat(language, { ...parts, timeZone: current() }).format(at);
  const day = (at) => format(at, { ...DATE, year: 'numeric' });

  // as short as the text in UTC that it stands for, which names no zone in a column and no year in a clock
  const text = (at, was, now) => {
    const today = day(at) === day(now) && !/\d{4}/.test(was);
    if (!was.includes('UTC')) return format(at, today ? CLOCK : DATE);
    return format(at, today ? NAMED : { ...DATE, year: 'numeric', ...NAMED });
  };

  const show = () => {
    const made = document.querySelector('#made time');
    if (!made) return;
    const now = new Date(made.dateTime);
    const put = (element, at) => {
      element.dataset.utc = element.dataset.utc || element.textContent;
      element.textContent = utc ? element.dataset.utc : text(at, element.dataset.utc, now);
    };
    document.querySelectorAll('time').forEach((element) => {
      const at = new Date(element.dateTime);
      put(element, at);
      element.title = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long', timeZone: utc ? own : 'UTC' }).format(at);
    });
    // long lists have the time of day alone, of the day on which the page was made
    document.querySelectorAll('.flat>li>i:last-child').forEach((element) => {
      const clock = element.dataset.utc || element.textContent.trim();
      if (/^\d\d:\d\d$/.test(clock)) put(element, new Date(made.dateTime.slice(0, 11) + clock + 'Z'));
    });
    const line = document.getElementById('zone');
    if (line && own !== 'UTC') {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = say('time-zone.show', utc ? own : 'UTC');
      button.addEventListener('click', choose);
      line.replaceChildren(say('time-zone', current()), ' ', button);
    }
  };

  const choose = () => {
    utc = !utc;
    try {
      localStorage.setItem('zone', utc ? 'UTC' : 'own');
    } catch (e) {
      // it is chosen for this page only
    }
    show();
    document.querySelector('#zone button').focus();
    document.dispatchEvent(new CustomEvent('zone'));
  };

  document.addEventListener('shown', show);
  show();
  return { current, format };
})();
