/* The page around the map: title, marks on every view, tabs; shows the first minute. */
'use strict';
(function () {
  var data = RD.data, said = data.statement, current = '';
  RD.badges = function () {
    var found = [];
    if (!data.public) { found.push(['draft', RD.t('badge.draft')]); }
    if (said.made_up) { found.push(['made-up', RD.t('badge.made_up')]); }
    if (!said.complete) { found.push(['incomplete', RD.t('badge.incomplete')]); }
    if (data.public) { found.push(['public', RD.t('badge.sketch')]); }
    return found.map(function (pair) { return RD.el('span', { 'class': 'badge ' + pair[0], text: pair[1] }); });
  };
  RD.basis = function () {
    return RD.t('basis', { definition: said.definition, as_of: said.as_of, source: said.source });
  };
  RD.stamp = function () { return RD.t('stamp', { code: said.code || '—', as_of: said.as_of }); };
  RD.marks = function () {
    var text = [RD.basis()];
    if (said.made_up && said.note) { text.push(/[.。！？!?]$/.test(said.note) ? said.note : said.note + RD.t('full_stop')); }
    text.push(RD.t('sketch'));
    if (data.public) { text.push(RD.t('map_approval', { number: said.approval || '＿＿＿＿＿＿' })); }
    return text.join('  ');
  };
  document.title = said.title + (data.public ? '' : ' · ' + RD.t('badge.draft'));
  RD.id('title').textContent = said.title;
  RD.badges().forEach(function (node) { RD.id('badges').appendChild(node); });
  RD.id('stamp').textContent = RD.stamp();
  RD.version = function () { return RD.t('made_with', { version: said.version }); };
  /* On paper the foot stands on every page: there it also says what the head says once. */
  RD.id('foot').appendChild(RD.el('span', { 'class': 'print-only', text: RD.badges().map(function (node) { return node.textContent; }).concat([RD.stamp(), RD.version()]).join(' · ') + '  ' }));
  RD.id('foot').appendChild(RD.el('span', { text: RD.marks() }));

  var TABS = ['overview', 'table', 'lookup', 'compare', 'edit', 'print'].filter(function (key) { return RD.views[key]; });
  var buttons = {};
  TABS.forEach(function (key) {
    buttons[key] = RD.el('button', { type: 'button', role: 'tab', id: 'tab-' + key, 'aria-controls': 'panel', text: RD.t('tab.' + key), on: { click: function () { RD.show(key); } } });
    RD.id('tabs').appendChild(buttons[key]);
  });
  /* Arrow keys walk along the tabs, as screen readers expect. */
  RD.id('tabs').addEventListener('keydown', function (event) {
    var step = { ArrowRight: 1, ArrowLeft: -1, Home: -99, End: 99 }[event.key];
    if (!step) { return; }
    var at = TABS.indexOf(current) + step;
    RD.show(TABS[step === 99 ? TABS.length - 1 : (step === -99 ? 0 : (at + TABS.length) % TABS.length)]);
    buttons[current].focus(); event.preventDefault();
  });
  /* A panel that is drawn again keeps the focus where the keys left it. */
  function focusOf(panel) {
    var all = 'button, input, select, textarea', at = Array.prototype.indexOf.call(panel.querySelectorAll(all), document.activeElement), text = document.activeElement.textContent;
    return at < 0 ? null : function () {
      var found = Array.prototype.slice.call(panel.querySelectorAll(all)), same = found.filter(function (node) { return node.textContent === text && !node.disabled; })[0] || found[at];
      if (same) { same.focus({ preventScroll: true }); }
    };
  }
  RD.show = function (key) {
    var panel = RD.id('panel'), work = RD.id('work'), same = key === current, keep = same ? panel.scrollTop : 0, wide = key === 'table' || key === 'compare';
    var resized = work.classList.contains('wide') !== wide, held = same ? focusOf(panel) : null;
    if (!same && current) { RD.close(); window.scrollTo(0, 0); }
    current = key;
    TABS.forEach(function (name) { buttons[name].setAttribute('aria-selected', name === key ? 'true' : 'false'); buttons[name].tabIndex = name === key ? 0 : -1; });
    panel.setAttribute('aria-labelledby', 'tab-' + key);
    work.classList.toggle('wide', wide); work.classList.toggle('first', key === 'overview'); work.classList.toggle('edit', key === 'edit');
    RD.clear(panel); RD.views[key](panel); panel.scrollTop = keep;
    if (held) { held(); }
    RD.state.tool = key === 'edit' ? RD.editTool : null;
    if (resized && RD.model.map) { RD.maps.resize(); }
  };
  RD.choose = function (at) {
    RD.model.use(at); RD.close(); RD.state.draft.clear();
    RD.emit('plan'); RD.maps.redraw(); RD.show(current);
  };
  RD.on('draft', function () { if (current === 'edit' || current === 'table') { RD.show(current); } });
  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') { RD.close(); } });
  if (data.plans[0].name === 'today') { RD.maps.show('before'); }
  if (RD.recall) { RD.recall(); }
  RD.show('overview');
  if (RD.model.map) { RD.maps.resize(); RD.maps.fit(); }
  requestAnimationFrame(function () { RD.ready = true; });
  document.documentElement.setAttribute('data-ready', 'yes');
})();
