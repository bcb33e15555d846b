/* A deputy head's first minute: everything that decides, in the order of the questions. */
'use strict';
(function () {
  var model = RD.model, data = RD.data;
  var SHOWN = 6;
  RD.views = {};

  function more(nodes) {
    if (nodes.length <= SHOWN + 2) { return nodes; }
    var rest = RD.el('div', { 'class': 'rest' }, nodes.slice(SHOWN));
    var button = RD.el('button', { type: 'button', 'class': 'link more', text: RD.t('more', { count: nodes.length - SHOWN }), on: { click: function () { rest.classList.add('open'); button.hidden = true; } } });
    return nodes.slice(0, SHOWN).concat([button, rest]);
  }
  function line(one) {
    var at = model.place[one.community];
    if (at === undefined) { return RD.el('p', { text: one.text }); }
    return RD.el('p', { 'class': model.changed(at) || model.plan.name === 'today' ? null : 'kept' }, [RD.el('button', { type: 'button', 'class': 'link line', text: one.text, on: { click: function () { RD.showCommunity(at, true); } } })]);
  }
  /* Names of the compounds of a move, the first few. */
  RD.names = function (one, most) {
    var firsts = one.units.map(function (at) { return model.compound(at)[0]; }).filter(function (first, at, all) { return all.indexOf(first) === at; });
    var lived = firsts.filter(function (first) { return model.compound(first).some(function (at) { return model.units.h[at] !== 0; }); }), names = lived.map(model.compoundName), plots = firsts.length - lived.length;
    return names.slice(0, most).join(RD.t('comma')) + (names.length > most ? RD.t('and_more', { count: RD.n(names.length) }) : '') + (plots ? RD.t('and_plots', { count: RD.n(plots) }) : '');
  };
  function move(one) {
    return RD.el('div', { 'class': 'move' }, [
      RD.el('button', { type: 'button', 'class': 'link', on: { click: function () { RD.close(); RD.reveal(); RD.maps.zoom(model.boxOfUnits(one.units)); RD.state.selected = one.units; RD.maps.mark(); } } }, [
        RD.name(model.communityName(one.from)), RD.el('span', { text: ' → ' }), RD.name(model.communityName(one.to))
      ]),
      RD.el('span', { 'class': 'size', text: RD.t(one.population === null || one.population === undefined ? 'move.size' : 'move.size_people', { compounds: RD.n(one.compounds), households: RD.n(one.households), people: RD.n(one.population) }) }),
      RD.el('span', { 'class': 'names' }, [RD.name(RD.names(one, 6))])
    ]);
  }
  RD.moves = function () {
    return model.plan.moves.slice().sort(function (a, b) { return (b.households || 0) - (a.households || 0); });
  };
  function figures() {
    var plan = model.plan, totals = plan.totals;
    /* Where nothing is divided yet nobody moves: all that is divided, instead of noughts. */
    function sum(key) { return model.communities.reduce(function (all, one) { return all + (one.after ? one.after[key] : 0); }, 0); }
    function judged(verdict) { return RD.n(model.communities.filter(function (one) { return one.verdict === verdict; }).length); }
    /* Today's state without a plan: what waits to be decided instead of four noughts. */
    return RD.el('div', { 'class': 'figures' }, (plan.name === 'today' && !data.public ? [
      [RD.n(totals.communities_before), 'figure.communities'], [judged('split'), 'verdict.split'], [judged('merge'), 'verdict.merge'], [judged('tolerated'), 'verdict.tolerated']
    ] : !totals.communities_before && plan.name !== 'today' ? [
      [RD.n(totals.communities_after), 'figure.communities'], [RD.n(data.subdistricts.length), 'figure.subdistricts'],
      [RD.n(sum('compounds')), 'figure.every_compound'], [RD.n(sum('households')), 'figure.every_household']
    ] : [
      [RD.n(totals.communities_before) + ' → ' + RD.n(totals.communities_after), 'figure.communities'], [RD.n(totals.touched_communities), 'figure.touched'],
      [RD.n(totals.moved_compounds), 'figure.compounds'], [RD.n(totals.moved_households), 'figure.households']
    ]).map(function (pair) { return RD.el('div', {}, [RD.el('b', { text: pair[0] }), RD.el('span', { text: RD.t(pair[1]) })]); }));
  }
  RD.views.overview = function (home) {
    var plan = model.plan;
    home.appendChild(RD.el('p', { 'class': 'headline', text: plan.headline }));
    if (!plan.recommended) { home.appendChild(RD.el('p', { 'class': 'hint', text: RD.t('not_recommended', { name: plan.label }) })); }
    home.appendChild(figures());
    (data.levels || []).forEach(function (one) {
      home.appendChild(RD.el('p', { 'class': 'level' }, [RD.el('a', { href: one.href, text: RD.t(one.key, { title: one.title }) })]));
    });
    plan.minute.forEach(function (part, at) {
      var nodes = part.lines.map(line);
      if (part.key === 'moves') {
        nodes = RD.moves().map(move).concat(nodes);
        var totals = plan.totals;
        if (totals.communities_before || !nodes.length) { nodes.unshift(RD.el('p', { 'class': 'lead', text: totals.moved_households ? RD.t('moves.lead', { households: RD.n(totals.moved_households), compounds: RD.n(totals.moved_compounds), to_new: RD.n(totals.moved_to_new), to_existing: RD.n(totals.moved_to_existing) }) : RD.t('moves.none') })); }
      }
      if (part.key === 'where') { nodes.unshift(RD.el('p', { 'class': 'lead', text: RD.t('where.lead') })); }
      if (part.key === 'streets' && RD.placeList()) { nodes.unshift(RD.placeList()); }
      if (part.key === 'voices' && RD.voices) { nodes = RD.voices(nodes); }
      home.appendChild(RD.el('section', { 'class': 'part' }, [RD.el('h3', {}, [RD.el('i', { text: at + 1 }), RD.el('span', { text: RD.t('part.' + part.key) })])].concat(more(nodes))));
    });
    if (plan.proof) { home.appendChild(RD.el('p', { 'class': 'proof', text: plan.proof + ' ' + RD.t('not_considered') })); }
  };
})();
