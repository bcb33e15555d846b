/* Above the map: side, alternative, layers; below it the legend of what is coloured. */
'use strict';
(function () {
  var model = RD.model, state = RD.state;
  RD.legend = {};
  function press(node, on) { node.setAttribute('aria-pressed', on ? 'true' : 'false'); }

  function sides() {
    var home = RD.id('sides'), buttons = {};
    ['before', 'after', 'both', 'swipe'].forEach(function (side) {
      buttons[side] = RD.button('side.' + side, function () { RD.maps.show(side); });
      home.appendChild(buttons[side]);
    });
    function renew() { Object.keys(buttons).forEach(function (side) { press(buttons[side], state.side === side); }); }
    RD.on('side', renew); renew();
  }
  function plans() {
    var home = RD.id('choose');
    if (RD.data.plans.length < 2) { home.hidden = true; return; }
    var box = RD.el('select', { on: { change: function () { RD.choose(Number(box.value)); } } }, RD.data.plans.map(function (plan, at) {
      return RD.el('option', { value: at, text: plan.label + (plan.recommended ? RD.t('recommended') : '') });
    }));
    home.appendChild(RD.el('span', { text: RD.t('plan') })); home.appendChild(box);
    RD.on('plan', function () { box.value = model.planAt; });
  }
  function layers() {
    var home = RD.id('layers');
    var list = RD.el('span', { id: 'layer-list' });
    var opener = RD.el('button', { type: 'button', 'class': 'button', id: 'layer-opener', text: RD.t('layer.title'), 'aria-expanded': 'false', 'aria-controls': 'layer-list', on: { click: function () { opener.setAttribute('aria-expanded', home.classList.toggle('open') ? 'true' : 'false'); } } });
    home.appendChild(opener); home.appendChild(list);
    function layer(key, text) {
      var box = RD.el('input', { type: 'checkbox', checked: RD.LAYERS[key], on: { change: function () { RD.LAYERS[key] = box.checked; RD.maps.redraw(); } } });
      list.appendChild(RD.el('label', {}, [box, RD.el('span', { text: text })]));
    }
    ['units', 'roads', 'water', 'rails', 'offices', 'names', 'old'].forEach(function (key) { layer(key, RD.t('layer.' + key)); });
    if (RD.tiles) {
      layer('tiles', RD.t('layer.tiles')); var lost = list.lastChild.lastChild;
      RD.on('tiles lost', function () { lost.textContent = RD.t('layer.tiles_lost'); });
    }
    RD.overlays.forEach(function (one) { layer(one.key, one.label); });
  }
  function sample(kind, color) {
    var svg = RD.svg('svg', { width: 26, height: 15, 'aria-hidden': 'true' });
    function line(facts) { svg.appendChild(RD.svg('line', Object.assign({ x1: 0, y1: 8, x2: 26, y2: 8 }, facts))); }
    if (kind === 'fill') { svg.appendChild(RD.svg('rect', { x: 0.5, y: 0.5, width: 25, height: 14, fill: color, stroke: '#8d918f' })); }
    if (kind === 'new' || kind === 'old') {
      svg.appendChild(RD.svg('rect', { x: 0.5, y: 0.5, width: 25, height: 14, fill: '#fff', stroke: '#8d918f' }));
      for (var x = -14; x < 26; x += 6) {
        svg.appendChild(RD.svg('line', kind === 'new' ? { x1: x, y1: 15, x2: x + 15, y2: 0, stroke: '#17375e' } : { x1: x, y1: 0, x2: x + 15, y2: 15, stroke: '#17375e' }));
      }
    }
    if (kind === 'limit') { line({ stroke: '#1c2f45', 'stroke-width': 2 }); }
    if (kind === 'dashed') { line({ stroke: '#8c2d19', 'stroke-width': 2, 'stroke-dasharray': '7 5' }); }
    if (kind === 'parent') { line({ stroke: '#33302a', 'stroke-width': 2.6, 'stroke-dasharray': '10 3 2 3' }); }
    if (kind === 'office') { svg.appendChild(RD.svg('path', { d: 'M13 1l2 5h5l-4 3 2 5-5-3-5 3 2-5-4-3h5z', fill: '#a61b1b' })); }
    return svg;
  }
  function entry(kind, color, text) { return RD.el('span', { 'class': 'entry' }, [sample(kind, color), RD.el('span', { text: text })]); }

  /* The entries that a side needs; also printed under every sheet. */
  RD.legend.entries = function (side) {
    var found = [], seen = {};
    if ((side === 'both' || side === 'swipe') && !RD.data.public) {
      model.communities.forEach(function (one) { seen['v' + one.verdict] = true; });
      Object.keys(RD.VERDICT).forEach(function (key) { if (seen['v' + key]) { found.push(entry('fill', RD.VERDICT[key], RD.t('legend.before', { name: RD.t('verdict.' + key) }))); } });
    }
    model.communities.forEach(function (one) { seen[side === 'before' && !RD.data.public ? 'v' + one.verdict : one.kind] = true; });
    if (side === 'before' && !RD.data.public) {
      Object.keys(RD.VERDICT).forEach(function (key) { if (seen['v' + key]) { found.push(entry('fill', RD.VERDICT[key], RD.t('verdict.' + key))); } });
    } else {
      Object.keys(RD.KIND).forEach(function (key) { if (seen[key] && key !== 'abolished') { found.push(entry('fill', RD.KIND[key], RD.t('kind.' + key))); } });
      found.push(entry('new', '', RD.t('legend.to_new')), entry('old', '', RD.t('legend.to_existing')), entry('dashed', '', RD.t('legend.old_limit')));
    }
    found.push(entry('limit', '', RD.t('legend.limit')), entry('parent', '', RD.t('legend.parent')));
    if (model.offices.length) { found.push(entry('office', '', RD.t('legend.office'))); }
    return found;
  };
  function legend() {
    var home = RD.el('div', { id: 'legend' });
    RD.id('stage').insertBefore(home, RD.id('card'));
    function renew() { RD.clear(home); RD.legend.entries(state.side).forEach(function (node) { home.appendChild(node); }); }
    RD.on('side', renew); RD.on('plan', renew); renew();
  }
  plans();
  if (model.map) { sides(); layers(); legend(); } else { RD.id('sides').hidden = true; RD.id('layers').hidden = true; }
})();
