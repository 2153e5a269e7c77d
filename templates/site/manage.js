// Not a template: <#noparse>
// Works with services by the API. The token is a variable of this tab: nothing stores it, and a reload forgets it.
'use strict';
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const FACES = { online: 'up', offline: 'down', timeout: 'down', bot_detected: 'bot' };
  // the English of these pages has the day in front of the month
  const LANGUAGE = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang;
  let token = '';

  // --- the API
  const ask = async (method, path, body, headers = {}) => {
    const typed = body === undefined ? {} : { 'Content-Type': body.startsWith('{') ? 'application/json' : 'application/yaml' };
    let answer;
    try {
      answer = await fetch(path, { method, body, cache: 'no-store', headers: { Authorization: `Bearer ${token}`, ...typed, ...headers } });
    } catch (e) {
      throw { detail: say('manage.lost') };
    }
    const text = await answer.text();
    const found = /json/.test(answer.headers.get('Content-Type') || '') && text ? JSON.parse(text) : text;
    if (answer.ok) return { found, tag: answer.headers.get('ETag') };
    if (answer.status === 401) forget();
    throw { status: answer.status, detail: found.detail || text, errors: found.errors };
  };
  const path = (kind, id, action) => ['api', kind, encodeURIComponent(id), action].filter(Boolean).join('/');
  const tell = (text) => { $('#outcome').textContent = text; };

  // --- what a template shows of an item: its values are texts, never HTML
  const value = (item, pointer) => pointer.split('.').reduce((at, key) => at == null ? at : at[key], item);
  const text = (found) => found == null ? '' : Array.isArray(found) ? found.join(', ')
    : typeof found === 'object' ? Object.entries(found).map((each) => each.join('=')).join(', ') : String(found);
  const holds = (item, condition) => {
    const [pointer, words] = condition.split('=');
    const found = value(item, pointer);
    return words ? words.split(',').includes(text(found)) : Array.isArray(found) ? found.length > 0 : Boolean(found);
  };
  const fill = (part, item) => {
    for (const each of $$('[data-text]', part)) each.textContent = text(value(item, each.dataset.text));
    for (const each of $$('[data-word]', part)) {
      each.textContent = say(`manage.${each.dataset.words}.${value(item, each.dataset.word)}`);
    }
    for (const each of $$('[data-show]', part)) each.hidden = !holds(item, each.dataset.show);
    for (const each of $$('[data-hide]', part)) each.hidden = each.hidden || holds(item, each.dataset.hide);
    for (const each of $$('[data-unless]', part)) each.hidden = each.hidden || !holds(item, each.dataset.unless);
    for (const each of $$('[data-time]', part)) {
      const at = new Date(each.dateTime = text(value(item, each.dataset.time)));
      each.textContent = at.toLocaleString(LANGUAGE, { dateStyle: 'medium', timeStyle: each.dataset.style || 'medium', hourCycle: 'h23' });
      each.title = at.toLocaleString(LANGUAGE, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23', timeZone: 'UTC' });
    }
    for (const each of $$('[data-state]', part)) {
      const state = value(item, each.dataset.state);
      const face = FACES[state] || state;
      each.classList.add(face);
      $('use', each).setAttribute('href', `#${face}`);
      $('span', each).textContent = state === 'timeout' ? say('manage.timeout') : say(`state.${face}`);
    }
    return part;
  };
  const made = (template, item) => fill($(`#${template}`).content.cloneNode(true), item);
  const items = new WeakMap();

  // --- lists
  const name = (row) => items.has(row) && String(items.get(row).id || items.get(row).name);
  // what was found stays below its service, and the focus at its button
  const replace = (list, rows) => {
    const before = new Map([...list.children].map((row) => [name(row), row]));
    const focus = list.contains(document.activeElement) ? document.activeElement : null;
    const at = focus && name(focus.closest('li'));
    list.replaceChildren(...rows);
    for (const row of list.children) {
      const found = $('.found', row);
      if (found && before.has(name(row))) found.replaceChildren(...$('.found', before.get(name(row))).childNodes);
      if (focus && name(row) === at) ($(`[data-do=${focus.dataset.do}]:not([hidden])`, row) || $('button:not([hidden])', row)).focus();
    }
  };
  const load = async (list, more) => {
    const { list: from, items: what, row } = list.dataset;
    const filter = list.parentElement.querySelector('[data-filter]');
    const query = new URLSearchParams(filter ? [...new FormData(filter)].filter((each) => each[1]) : []);
    if (more && what === 'monitors') query.set('offset', list.children.length);
    if (more && what !== 'monitors') query.set('cursor', list.dataset.next);
    const { found } = await ask('GET', `${from}?${query}`);
    const rows = found[what].map((item) => {
      const part = made(row, item);
      items.set(part.firstElementChild, item);
      return part;
    });
    if (more) list.append(...rows);
    else replace(list, rows);
    list.dataset.next = found.next || '';
    const button = $('[data-do=more]', list.parentElement);
    if (button) button.hidden = !found.next && !(found.total > list.children.length);
    if (!list.children.length) list.append(Object.assign(document.createElement('li'), { textContent: say('manage.none') }));
  };
  const shown = () => $$('#work > section').find((each) => !each.hidden);
  const refresh = () => Promise.all($$('[data-list]', shown()).map((list) => load(list)));
  const again = () => refresh().catch((problem) => tell(problem.detail || String(problem)));
  const view = async () => {
    const wanted = $$('#work > section').find((each) => `#${each.id}` === location.hash) || $('#services');
    $$('#work > section').forEach((each) => { each.hidden = each !== wanted; });
    $$('[href^="#"]').forEach((each) => {
      if (each.hash === `#${wanted.id}`) each.setAttribute('aria-current', 'page');
      else each.removeAttribute('aria-current');
    });
    await refresh();
  };

  // --- forms: a field is named by its key, its error by the pointer of a problem
  const fields = (form) => $$('[name]', form);
  const clear = (form) => {
    $$('.error', form).forEach((each) => { each.hidden = true; each.textContent = ''; });
    fields(form).forEach((each) => each.removeAttribute('aria-invalid'));
  };
  const complain = (form, problem) => {
    clear(form);
    const general = [];
    for (const { pointer, detail } of problem.errors || [{ pointer: '', detail: problem.detail || String(problem) }]) {
      let key = pointer.replace(/^\//, '');
      let field;
      while (!(field = fields(form).find((each) => each.name === key && each.type !== 'radio')) && key) key = key.replace(/\/?[^/]*$/, '');
      const place = field && document.getElementById(`${field.id}-error`);
      if (!place || !pointer) general.push(pointer ? `${pointer.slice(1)}: ${detail}` : detail);
      else {
        field.setAttribute('aria-invalid', 'true');
        place.textContent += (place.textContent ? ' ' : '') + (field.name ? '' : `${pointer.slice(1)}: `) + detail;
        place.hidden = false;
      }
    }
    const summary = $('[data-errors]', form);
    if (summary && general.length) { summary.textContent = general.join(' '); summary.hidden = false; }
    const first = $('[aria-invalid]', form);
    if (first) first.focus();
  };
  const listed = (written) => written.split(',').map((each) => each.trim()).filter(Boolean);
  const READ = {
    text: (field) => field.value.trim() || undefined,
    number: (field) => field.value.trim() === '' ? undefined : isNaN(field.value) ? field.value : Number(field.value),
    list: (field) => field.value.trim() ? listed(field.value) : undefined,
    map: (field) => field.value.trim() ? Object.fromEntries(listed(field.value).map((each) => [each.split('=')[0], each.split('=').slice(1).join('=')])) : undefined,
    shown: (field) => field.checked ? undefined : false,
    yaml: () => undefined,
  };
  const keys = (form) => {
    const all = {};
    for (const field of fields(form)) {
      const found = READ[field.dataset.kind](field);
      const names = field.name.split('/');
      const last = names.pop();
      if (found !== undefined) names.reduce((at, name) => at[name] = at[name] || {}, all)[last] = found;
    }
    return all;
  };
  const json = (form) => JSON.stringify(keys(form));
  // JSON is YAML, too; what was typed stands first, so that lines in messages are its lines
  const yaml = (all) => Object.entries(all).map(([key, each]) => `${JSON.stringify(key)}: ${JSON.stringify(each)}\n`).join('');
  const written = (form) => {
    const more = $('[data-kind=yaml]', form);
    return (more && more.value.trim() ? `${more.value}\n` : '') + yaml(keys(form));
  };
  const put = (form, all) => {
    const rest = structuredClone(all);
    for (const field of fields(form)) {
      const names = field.name.split('/');
      const group = names.length > 1 ? rest[names[0]] || {} : rest;
      const found = group[names.at(-1)];
      const whole = names.length === 1 || Object.keys(all[names[0]] || {}).every((each) => fields(form).some((other) => other.name === `${names[0]}/${each}`));
      if (field.dataset.kind === 'shown') field.checked = found !== false;
      else field.value = found === undefined || !whole ? '' : text(found);
      if (whole && (field.dataset.kind !== 'shown' || found === false)) delete group[names.at(-1)];
      if (names.length > 1 && rest[names[0]] && !Object.keys(rest[names[0]]).length) delete rest[names[0]];
    }
    $('[data-kind=yaml]', form).value = yaml(rest);
  };

  // --- dialogs: what they send, and what is shown then
  const open = (name, item, send) => {
    const dialog = $(`#${name}-dialog`);
    const form = $('form', dialog);
    form.reset();
    clear(form);
    fill(form, item);
    form.onsubmit = async (event) => {
      event.preventDefault();
      const button = $('button', form);
      button.disabled = true;
      try {
        const said = await send(form);
        dialog.close();
        tell(said);
        again();
        // the result of a first check
        setTimeout(again, 2000);
      } catch (problem) {
        complain(form, problem);
      }
      button.disabled = false;
    };
    dialog.showModal();
    return form;
  };
  const acknowledge = (kind, item, id) => open('ack', item, async (form) => {
    const { found } = await ask('POST', path(kind, id, 'ack'), json(form));
    return say('manage.acked', found.monitor);
  });

  // --- what a check found
  const wait = (millis) => new Promise((done) => setTimeout(done, millis));
  const last = (id) => ask('GET', path('monitors', id, 'check')).then((answer) => answer.found).catch((problem) => {
    if (problem.status === 404) return null;
    throw problem;
  });
  const line = (texts) => Object.assign(document.createElement('li'), { textContent: texts.filter(Boolean).join(' ') });
  const bar = (part, phases) => {
    const times = { dns: phases.dns, connect: phases.connect, tls: phases.tls, wait: phases.first_byte };
    times.rest = phases.total - Object.values(times).reduce((sum, each) => sum + (each || 0), 0);
    let at = 0;
    for (const [css, time] of Object.entries(times)) {
      const entry = $(`.legend .${css}`, part);
      entry.hidden = !(time > 0);
      $('dd', entry).textContent = `${Number(Number(time).toPrecision(3))} ms`;
      const width = 100 * Math.max(0, time) / phases.total;
      const piece = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      Object.entries({ class: css, x: at, width, height: 8 }).forEach((each) => piece.setAttribute(...each));
      if (time > 0) $('.phases', part).append(piece);
      at += width;
    }
  };
  const explain = (found) => {
    const part = made('check-found', found);
    const { phases } = found.result;
    if (phases.total) bar(part, phases);
    else $('[data-phases]', part).hidden = true;
    $('.hops', part).append(...found.hops.map((hop) => line([hop.url, hop.address && `(${hop.address})`, `→ ${hop.status_code || '–'}`])));
    $('.certificates', part).append(...found.certificates.map((each) => line([each.subject, `← ${each.issuer}`, `${each.from.slice(0, 10)} – ${each.until.slice(0, 10)}`])));
    return part;
  };
  const check = async (item, row) => {
    const place = $('.found', row);
    place.textContent = say('manage.checking');
    const before = await last(item.id);
    await ask('POST', path('monitors', item.id, 'check'));
    for (const end = Date.now() + 300000; Date.now() < end; await wait(500)) {
      const found = await last(item.id);
      if (found && found.result && (!before || found.at !== before.at)) {
        const { found: now } = await ask('GET', path('monitors', item.id));
        place.replaceChildren(explain({ ...found, certificates: now.certificates }));
        $('.state', row).className = 'state';
        fill($('.line', row), now);
        return;
      }
    }
    place.textContent = say('manage.late');
  };
  const test = async (item, row) => {
    const place = $('.found', row);
    place.textContent = say('manage.testing');
    const { found } = await ask('POST', path('channels', item.name, 'test'));
    place.textContent = say('manage.tested', found.answer || '');
  };

  // --- buttons
  const does = async (method, to, said) => {
    await ask(method, to);
    tell(said);
    await refresh();
  };
  const ACTIONS = {
    more: (item, button) => load($('[data-list]', button.closest('section')), true),
    close: (item, button) => button.closest('dialog').close(),
    forget: () => forget(),
    check: (item, button) => check(item, button.closest('li')),
    test: (item, button) => test(item, button.closest('li')),
    pause: (item) => does('POST', path('monitors', item.id, 'pause'), say('manage.paused', item.name)),
    resume: (item) => does('POST', path('monitors', item.id, 'resume'), say('manage.resumed', item.name)),
    resend: (item) => does('POST', path('alerts', item.id, 'resend'), say('manage.resent', item.channel)),
    end: () => does('DELETE', 'api/maintenance/now', say('manage.ended')),
    begin: () => open('begin', {}, async (form) => {
      await ask('PUT', 'api/maintenance/now', json(form));
      return say('manage.begun');
    }),
    plan: () => open('plan', {}, async (form) => {
      await ask('POST', 'api/maintenance', json(form));
      return say('manage.planned');
    }),
    unplan: (item) => does('DELETE', path('maintenance', item.id), say('manage.unplanned')),
    'ack-service': (item) => acknowledge('monitors', item, item.id),
    'ack-alert': (item) => acknowledge('alerts', item, item.id),
    add: () => {
      const form = open('service', {}, async () => {
        const { found } = await ask('POST', 'api/monitors', written(form));
        return say('manage.added', found.name);
      });
      put(form, {});
      $('[name=id]', form).readOnly = false;
      $('h2', form).textContent = $('[data-do=add]').textContent;
    },
    edit: async (item) => {
      const { found, tag } = await ask('GET', path('monitors', item.id));
      const form = open('service', item, async () => {
        const answer = await ask('PUT', path('monitors', item.id), written(form), { 'If-Match': tag });
        return say('manage.saved', answer.found.name);
      });
      put(form, found.keys);
      $('[name=id]', form).readOnly = true;
      $('h2', form).textContent = item.name;
    },
    delete: (item) => open('delete', item, async (form) => {
      await ask('DELETE', `${path('monitors', item.id)}?history=${form.elements.history.value}`);
      return say('manage.deleted', item.name);
    }),
    export: async () => {
      const { found } = await ask('GET', 'api/export');
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([found], { type: 'application/yaml' }));
      link.download = 'services.yaml';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    },
  };
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-do]');
    if (!button) return;
    const row = button.closest('li');
    button.disabled = true;
    try {
      tell('');
      await ACTIONS[button.dataset.do](row && items.get(row), button);
    } catch (problem) {
      const place = row && $('.found', row);
      if (place) place.textContent = '';
      tell(problem.detail || String(problem));
    }
    button.disabled = false;
  });
  $('#import-file').addEventListener('change', async (event) => {
    if (event.target.files.length) $('#import-').value = await event.target.files[0].text();
    event.target.value = '';
  });
  $('#import-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    clear(form);
    tell('');
    try {
      const { found } = await ask('POST', `api/import?existing=${form.elements.existing.value}`, $('#import-').value);
      tell(say('manage.imported', found.created.length, found.replaced.length, found.left.length));
      $('#import-').value = '';
    } catch (problem) {
      complain(form, problem);
    }
  });
  let typing = 0;
  $$('[data-filter]').forEach((filter) => {
    filter.addEventListener('submit', (event) => event.preventDefault());
    filter.addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(again, 250); });
  });
  window.addEventListener('hashchange', () => { if (token) view().catch((problem) => tell(problem.detail || String(problem))); });

  // --- the token
  const forget = () => {
    token = '';
    $$('dialog[open]').forEach((each) => each.close());
    $$('[data-list]').forEach((each) => each.replaceChildren());
    $('#work').hidden = true;
    $('#token').hidden = false;
    $('#token-token').focus();
  };
  $('#token-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const field = $('#token-token');
    clear(event.target);
    token = field.value.trim();
    try {
      await ask('GET', 'api/channels');
      field.value = '';
      $('#token').hidden = true;
      $('#work').hidden = false;
      await view();
    } catch (problem) {
      complain(event.target, { errors: [{ pointer: '/token', detail: problem.detail }] });
    }
  });
  forget();
})();
// </#noparse>
