// Tells how old a page is and loads it anew; everything else works without. Runs from a file, too.
'use strict';
(() => {
  const page = document.body.dataset;
  const refresh = Number(page.refresh) * 1000;
  const notice = document.getElementById('old');
  let loaded = Date.now();
  let trying = false;

  const length = (from) => {
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(from)) / 60000));
    const hours = Math.floor(minutes / 60);
    if (minutes < 60) return say('minutes', minutes);
    if (hours < 24) return say('hours', hours, minutes % 60);
    return say('days', Math.floor(hours / 24), hours % 24);
  };

  const tell = (text) => {
    if (notice && notice.textContent !== text) {
      notice.textContent = text;
      notice.hidden = text === '';
    }
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

  const reload = () => {
    if (trying) return;
    trying = true;
    if (location.protocol === 'file:') {
      location.reload();
      return;
    }
    // a page is better than the browser's message that there is none
    fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then((answer) => {
      if (answer.ok) location.reload();
      else throw new Error(answer.status);
    }).catch(() => {
      trying = false;
      lost = lost || Date.now();
    });
  };
  let lost = 0;

  const look = () => {
    const now = Date.now();
    document.querySelectorAll('[data-since]').forEach((each) => {
      each.textContent = ' · ' + say('lasts', length(each.dataset.since));
    });
    const old = page.old && now > Date.parse(page.old);
    const made = document.querySelector('#made time');
    if (old) {
      tell(say('old', length(made.dateTime), made.textContent));
    } else if (lost) {
      tell(say('lost', new Date(lost).toLocaleTimeString(), made.textContent));
    } else {
      tell('');
    }
    document.body.classList.toggle('aged', Boolean(old));
    if (refresh && !document.hidden && now - loaded >= refresh) reload();
  };

  const local = () => document.querySelectorAll('time').forEach((time) => {
    const at = new Date(time.dateTime);
    if (!isNaN(at)) time.title = at.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' });
  });
  local();
  look();
  // live.js put newer content here, or says whether the server answers
  document.addEventListener('shown', () => {
    loaded = Date.now();
    lost = 0;
    restore();
    local();
    look();
  });
  document.addEventListener('lost', () => { lost = lost || Date.now(); look(); });
  document.addEventListener('found', () => { lost = 0; look(); });
  setInterval(look, 5000);
  document.addEventListener('visibilitychange', look);
})();
