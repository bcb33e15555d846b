/* Alternatives side by side, and the charts: households per community against the band. */
'use strict';
(function () {
  var model = RD.model, data = RD.data;
  function rows() {
    var keys = ['communities_after', 'set_up', 'abolished', 'out_of_band', 'tolerated', 'exceptions', 'touched_communities', 'moved_compounds', 'moved_households', 'moved_to_new', 'moved_to_existing', 'new_border', 'named'];
    return keys.filter(function (key) { return data.compared.some(function (one) { return figure(one.totals, key) !== undefined; }); });
  }
  /* Decimetres of new limits as kilometres, and the share of them on named lines; counts as they are. */
  function figure(totals, key) {
    if (key === 'named') { return totals.new_border ? Math.floor(100 * totals.new_border_named / totals.new_border) + '%' : (totals.new_border === undefined ? undefined : '—'); }
    if (key === 'new_border') { return totals.new_border === undefined ? undefined : (totals.new_border / 10000).toFixed(1); }
    return totals[key] === undefined ? undefined : RD.n(totals[key]);
  }
  /* Areas of others that are cut: today's count stands under "stay as today". */
  function cutRows() {
    return RD.overlays.map(function (one) {
      var key = one.key.replace('overlay.', '');
      return RD.el('tr', {}, [RD.el('th', { scope: 'row', text: RD.t('total.cut', { name: one.label }) })].concat(data.compared.map(function (row) {
        var plan = data.plans.filter(function (item) { return item.name === row.name; })[0], some = plan || (row.name === 'today' ? data.plans[0] : null);
        return RD.el('td', { 'class': 'number', text: some && some.cuts && some.cuts[key] ? RD.n(some.cuts[key][plan ? 1 : 0]) : '—' });
      })));
    });
  }
  RD.comparison = function () {
    return RD.el('table', { 'class': 'grid compare' }, [
      RD.el('thead', {}, [RD.el('tr', {}, [RD.el('th')].concat(data.compared.map(function (one) {
        var at = data.plans.map(function (plan) { return plan.name; }).indexOf(one.name);
        var text = one.label + (one.recommended ? RD.t('recommended') : '');
        return RD.el('th', { scope: 'col', 'class': one.name === model.plan.name ? 'shown' : '' }, [at >= 0 && data.plans.length > 1 ? RD.el('button', { type: 'button', 'class': 'link', text: text, on: { click: function () { RD.choose(at); } } }) : RD.el('span', { text: text })]);
      })))]),
      RD.el('tbody', {}, rows().map(function (key) {
        return RD.el('tr', {}, [RD.el('th', { scope: 'row', text: RD.t('total.' + key) })].concat(data.compared.map(function (one) { return RD.el('td', { 'class': 'number', text: figure(one.totals, key) }); })));
      }).concat(cutRows()).concat(data.public ? [] : [RD.el('tr', {}, [RD.el('th', { scope: 'row', text: RD.t('total.status') })].concat(data.compared.map(function (one) { return RD.el('td', { text: one.status || '—' }); })))]))
    ]);
  };

  /* One bar per community, lowest first, before a hollow outline, after a full bar; the band shaded. */
  RD.bars = function (wide) {
    var list = model.communities.map(function (one, at) { return { one: one, at: at, old: one.before ? one.before.households : 0, now: one.kind === 'abolished' ? 0 : RD.state.totals(at).households }; })
      .sort(function (a, b) { return Math.max(a.old, a.now) - Math.max(b.old, b.now) || a.at - b.at; });
    var top = Math.max.apply(null, list.map(function (one) { return Math.max(one.old, one.now); }).concat([(model.rules.max || 0) * 1.1, 1]));
    var height = 210, left = 44, bottom = 14, step = (wide - left - 4) / Math.max(1, list.length);
    function y(value) { return 6 + (height - 6 - bottom) * (1 - value / top); }
    var svg = RD.svg('svg', { viewBox: '0 0 ' + wide + ' ' + height, 'class': 'chart', role: 'img', 'aria-label': RD.t('chart.households') });
    if (!data.public) {
      svg.appendChild(RD.svg('rect', { x: left, y: y(model.rules.max), width: wide - left - 4, height: y(model.rules.min) - y(model.rules.max), fill: '#e9f1e6' }));
      [model.rules.min, model.rules.max].forEach(function (value) {
        svg.appendChild(RD.svg('line', { x1: left, x2: wide - 4, y1: y(value), y2: y(value), stroke: '#4b7a3f', 'stroke-dasharray': '4 3' }));
        svg.appendChild(RD.svg('text', { x: left - 4, y: y(value) + 4, 'text-anchor': 'end', 'font-size': 11, fill: '#333', text: RD.n(value) }));
      });
    }
    list.forEach(function (row, i) {
      var x = left + i * step, width = Math.max(1, step * 0.72);
      var bar = RD.svg('g', { 'class': 'bar', on: { click: function () { RD.showCommunity(row.at, true); } } }, [
        RD.svg('rect', { x: x, y: y(row.now), width: width, height: Math.max(0, y(0) - y(row.now)), fill: row.one.kind === 'untouched' ? '#c9ccc6' : '#3b78b0' }),
        row.old && row.old !== row.now ? RD.svg('rect', { x: x, y: y(row.old), width: width, height: Math.max(0, y(0) - y(row.old)), fill: 'none', stroke: '#8c2d19', 'stroke-dasharray': '3 2' }) : null,
        RD.svg('title', { text: row.one.name + ' ' + RD.n(row.old) + ' → ' + RD.n(row.now) })
      ]);
      svg.appendChild(bar);
    });
    svg.appendChild(RD.svg('line', { x1: left, x2: wide - 4, y1: y(0), y2: y(0), stroke: '#555' }));
    return svg;
  };
  /* How far workload spreads: each community a tick, before above, after below. */
  RD.spread = function (wide) {
    var sides = ['before', 'after'].map(function (side) {
      return model.communities.map(function (one) { return one[side] && one[side].workload !== null ? model.load(one[side].workload) : null; }).filter(function (value) { return value !== null; });
    });
    var top = Math.max.apply(null, sides[0].concat(sides[1], [1]));
    if (!sides[0].length || !sides[1].length) { return null; }
    var svg = RD.svg('svg', { viewBox: '0 0 ' + wide + ' 84', 'class': 'chart', role: 'img', 'aria-label': RD.t('chart.workload') });
    sides.forEach(function (values, row) {
      var y = 8 + row * 36;
      svg.appendChild(RD.svg('text', { x: 0, y: y + 16, 'font-size': 12, fill: '#333', text: RD.t(row ? 'side.after' : 'side.before') }));
      svg.appendChild(RD.svg('line', { x1: 54, x2: wide - 6, y1: y + 24, y2: y + 24, stroke: '#999' }));
      values.forEach(function (value) { var x = 54 + (wide - 60) * value / top; svg.appendChild(RD.svg('line', { x1: x, x2: x, y1: y, y2: y + 24, stroke: row ? '#3b78b0' : '#8c2d19', 'stroke-width': 1.6, 'stroke-opacity': 0.7 })); });
    });
    svg.appendChild(RD.svg('text', { x: wide - 6, y: 82, 'text-anchor': 'end', 'font-size': 11, fill: '#333', text: RD.n(top) }));
    return svg;
  };
  RD.views.compare = function (home) {
    var broad = Math.max(320, Math.min(900, home.clientWidth - 36));
    home.appendChild(RD.el('h3', { text: RD.t('compare.title') })); home.appendChild(RD.comparison());
    if (data.firm && data.firm.length) {
      home.appendChild(RD.el('h3', { text: RD.t('firm.title') }));
      home.appendChild(RD.el('ul', { 'class': 'firm' }, data.firm.map(function (text) { return RD.el('li', { text: text }); })));
    }
    home.appendChild(RD.el('h3', { text: RD.t('chart.households') })); home.appendChild(RD.el('p', { 'class': 'hint', text: RD.t(data.public ? 'chart.key_public' : 'chart.key') })); home.appendChild(RD.bars(broad));
    var spread = data.public ? null : RD.spread(broad);
    if (spread) { home.appendChild(RD.el('h3', { text: RD.t('chart.workload') })); home.appendChild(spread); }
  };
})();
