/* Compound -> community of today -> community of the plan; finds communities too. */
'use strict';
(function () {
  var model = RD.model, LIMIT = 200, last = '';
  function plain(text) { return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ''); }
  var list = null;
  function compounds() {
    if (list) { return list; }
    var seen = {};
    list = [];
    for (var at = 0; at < model.count; at++) {
      var first = model.compound(at)[0];
      if (seen[first] || (RD.data.public && model.units.blank[at])) { continue; }
      seen[first] = true;
      list.push({ at: first, text: plain(model.compoundName(first) + ' ' + model.units.id[first]) });
    }
    return list;
  }
  function row(at) {
    var units = model.compound(at), from = model.units.before[at], to = RD.state.draft.assigned(at);
    return RD.el('tr', { 'class': from !== to ? 'changed' : '' }, [
      RD.el('td', {}, [RD.el('button', { type: 'button', 'class': 'link', on: { click: function () { RD.showUnit(at, true); } } }, [RD.name(model.compoundName(at))])]),
      RD.el('td', {}, [RD.name(model.communityName(from))]),
      RD.el('td', {}, [RD.name(from === to ? RD.t('same') : model.communityName(to))]),
      RD.el('td', { 'class': 'number', text: model.units.h[at] === null ? '—' : RD.n(model.sum(units, 'h')) })
    ]);
  }
  function found(text) {
    var word = plain(text);
    return compounds().filter(function (one) { return word ? one.text.indexOf(word) >= 0 : model.units.before[one.at] !== RD.state.draft.assigned(one.at); });
  }
  function communities(text) {
    var word = plain(text);
    if (!word) { return []; }
    return model.communities.map(function (one, at) { return at; }).filter(function (at) { return plain(model.communities[at].name).indexOf(word) >= 0; }).slice(0, 12);
  }
  function results(home, text) {
    RD.clear(home);
    communities(text).forEach(function (at) {
      home.appendChild(RD.el('button', { type: 'button', 'class': 'button hit', on: { click: function () { RD.showCommunity(at, true); } } }, [RD.name(model.communityName(at))]));
    });
    var rows = found(text), empty = rows.filter(function (one) { return model.compound(one.at).every(function (at) { return model.units.h[at] === 0; }); }).length;
    home.appendChild(RD.el('p', { 'class': 'hint', text: RD.t(text ? 'lookup.found' : (empty ? 'lookup.moved_plots' : 'lookup.moved'), { count: RD.n(rows.length - (text ? 0 : empty)), plots: RD.n(empty) }) }));
    home.appendChild(RD.el('table', { 'class': 'grid' }, [
      RD.el('thead', {}, [RD.el('tr', {}, ['compound', 'old_home', 'new_home', 'households'].map(function (key) { return RD.el('th', { scope: 'col', text: RD.t('lookup.' + key) }); }))]),
      RD.el('tbody', {}, rows.slice(0, LIMIT).map(function (one) { return row(one.at); }))
    ]));
    if (rows.length > LIMIT) { home.appendChild(RD.el('p', { 'class': 'hint', text: RD.t('lookup.limited', { count: LIMIT }) })); }
  }
  RD.views.lookup = function (home) {
    var list = RD.el('div', { 'class': 'results' });
    var box = RD.el('input', { type: 'search', 'class': 'search', value: last, placeholder: RD.t('lookup.hint'), 'aria-label': RD.t('lookup.hint'), on: { input: function () { last = box.value; results(list, last); } } });
    home.appendChild(box); home.appendChild(list);
    results(list, last);
  };
})();
