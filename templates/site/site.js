// Tells how old a page is and loads it anew; everything else works without. Runs from a file, too.
'use strict';
(() => {
  const page = document.body.dataset;
  const refresh = Number(page.refresh) * 1000;
  const notice = document.getElementById('old');
  const loaded = Date.now();
  // when the server did not answer for the first time, and with what, if with anything
  let lost = null;

  const length = (from) => {
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(from)) / 60000));
    const hours = Math.floor(minutes / 60);
    if (minutes < 60) return say('minutes', minutes);
    if (hours < 24) return say('hours', hours, minutes % 60);
    return say('days', Math.floor(hours / 24), hours % 24);
  };

  // the minutes in it go on; a screen reader says it when it is about something else than before
  const said = document.getElementById('said');
  let about = '';
  const tell = (text, what) => {
    if (!notice) return;
    if (notice.textContent !== text) notice.textContent = text;
    notice.hidden = text === '';
    if (what !== about && text) said.textContent = text;
    about = what;
  };

  // what was opened and chosen stays so when the page is loaded anew
  const key = 'open:' + location.pathname;
  const folds = () => [...document.querySelectorAll('details[id]')];
  let restore = () => {};
  try {
    const saved = JSON.parse(sessionStorage.getItem(key)) || {};
    restore = () => {
      folds().forEach((fold) => { if (fold.id in saved) fold.open = saved[fold.id]; });
      const chosen = document.getElementById(saved.window);
      if (chosen) chosen.checked = true;
    };
    restore();
    document.addEventListener('change', (event) => {
      if (event.target.name === 'window') {
        saved.window = event.target.id;
        sessionStorage.setItem(key, JSON.stringify(saved));
      }
    });
    document.addEventListener('toggle', (event) => {
      if (event.target.id) {
        saved[event.target.id] = event.target.open;
        sessionStorage.setItem(key, JSON.stringify(saved));
      }
    }, true);
  } catch (e) {
    // a browser that stores nothing for this page: they close
  }

  // the anchor of a site or service that is folded opens it
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === 'DETAILS') target.open = true;

  // the title and icon of the tab, which may be all that is seen of it, claim nothing that may not be so
  const icon = () => document.querySelector('link[rel=icon]');
  const tab = () => ({ title: document.title, icon: icon().href });
  let own = tab();
  const mark = (word) => {
    const title = word ? word + ' – ' + own.title : own.title;
    const href = word ? own.icon.replace(/%23[0-9a-f]{6}/, '%236b7280') : own.icon;
    if (document.title !== title) document.title = title;
    if (icon().href !== href) icon().href = href;
  };

  const aged = () => Boolean(page.old) && Date.now() > Date.parse(page.old);
  const look = () => {
    document.querySelectorAll('[data-since]').forEach((each) => {
      each.textContent = ' · ' + say('lasts', length(each.dataset.since));
    });
    const old = aged();
    const made = document.querySelector('#made time');
    const text = [];
    if (lost) {
      const since = zone.format(lost.at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
      text.push(lost.status ? say('refused', since, lost.status) : say('lost', since));
    }
    if (old) text.push(say('old', length(made.dateTime), made.textContent));
    else if (lost) text.push(say('shown', made.textContent));
    tell(text.join(' '), [lost && lost.at, lost && lost.status, old].join(' '));
    mark(lost ? say('lost.title') : old ? say('old.title') : '');
    document.body.classList.toggle('aged', old);
  };

  // live.js asks for newer content, unless this is a file
  const tick = () => {
    look();
    const due = new CustomEvent('due', { cancelable: true, detail: { old: aged() } });
    if (refresh && document.dispatchEvent(due) && !document.hidden && Date.now() - loaded >= refresh) location.reload();
  };

  look();
  // live.js put newer content here, or says whether the server answers
  document.addEventListener('shown', () => {
    own = tab();
    restore();
    look();
  });
  document.addEventListener('lost', (event) => {
    lost = { at: lost ? lost.at : Date.now(), status: event.detail };
    look();
  });
  document.addEventListener('found', () => {
    lost = null;
    look();
  });
  setInterval(tick, 5000);
  document.addEventListener('visibilitychange', tick);
})();
