/* The card of what was clicked: figures, verdict and reason, and "what if it goes there?" */
'use strict';
(function () {
  var model = RD.model, state = RD.state, data = RD.data;

  RD.row = function (key, text, extra) {
    return RD.el('tr', {}, [RD.el('th', { scope: 'row', text: RD.t(key) }), RD.el('td', { text: text, 'class': extra })]);
  };
  RD.mark = function (households) {
    var standing = model.standing(households);
    return RD.el('span', { 'class': 'count ' + standing, text: RD.n(households) + (standing === 'over' ? ' ▲' : (standing === 'under' ? ' ▼' : '')), title: standing ? RD.t('standing.' + standing) : null });
  };
  RD.close = function () { RD.id('card').classList.remove('open'); state.focus = -1; state.selected = []; RD.maps.mark(); };
  function open(children) {
    var home = RD.clear(RD.id('card'));
    home.appendChild(RD.el('button', { type: 'button', 'class': 'close', text: '×', 'aria-label': RD.t('close'), on: { click: RD.close } }));
    children.forEach(function (child) { if (child) { home.appendChild(child); } });
    home.style.top = RD.id('bar').offsetHeight + 6 + 'px';
    home.classList.add('open'); home.scrollTop = 0;
  }

  RD.showCommunity = function (at, zoom) {
    var one = model.communities[at], before = one.before, total = one.after || at in model.communities ? state.totals(at) : null;
    state.focus = at; state.selected = [];
    if (zoom) { RD.maps.zoom(model.boxOf(at), true); }
    var pairs = [['households'], ['population'], ['workload'], ['compounds'], ['units']].map(function (pair) {
      var key = pair[0], old = before ? before[key] : null, now = one.kind === 'abolished' ? null : total[key];
      if ((old === null || old === undefined) && (now === null || now === undefined)) { return null; }
      return RD.el('tr', {}, [RD.el('th', { scope: 'row', text: RD.t('fact.' + key) }), RD.el('td', { text: RD.n(old) }), RD.el('td', { text: RD.n(now) })]);
    });
    open([
      RD.el('h2', {}, [RD.name(one.name)]),
      RD.el('p', { 'class': 'sub' }, [RD.name(model.subdistricts[one.sub]), RD.el('span', { 'class': 'chip ' + one.kind.replace(' ', '-'), text: RD.t('kind.' + one.kind) }), one.filed || !before ? null : RD.el('span', { 'class': 'chip', text: RD.t('unfiled') })]),
      RD.el('table', { 'class': 'facts' }, [RD.el('thead', {}, [RD.el('tr', {}, [RD.el('th'), RD.el('th', { text: RD.t('side.before') }), RD.el('th', { text: RD.t('side.after') })])]), RD.el('tbody', {}, pairs)]),
      RD.el('p', { 'class': 'cause', text: one.cause }),
      one.verdict ? RD.el('p', {}, [RD.el('b', { text: RD.t('today_is', { verdict: RD.t('verdict.' + one.verdict) }) }), RD.el('span', { text: one.reason })]) : null,
      one.exemption ? RD.el('p', {}, [RD.el('b', { text: RD.t('exception') }), RD.el('span', { text: one.exemption })]) : null,
      one.facts.length ? RD.el('table', { 'class': 'facts' }, [RD.el('tbody', {}, one.facts.map(function (fact) { return RD.el('tr', {}, [RD.el('th', { scope: 'row', text: fact[0] }), RD.el('td', {}, [RD.name(fact[1])])]); }))]) : null,
      data.public || !RD.commentBox ? null : RD.commentBox({ kind: 'community', id: one.id, name: one.name })
    ]);
    RD.maps.mark();
  };

  RD.showUnit = function (at, zoom) {
    var list = model.compound(at), units = data.units, home = state.draft.assigned(at);
    state.selected = list; state.focus = -1;
    if (zoom) { RD.maps.zoom(model.boxOfUnits(list), true); }
    open([
      RD.el('h2', {}, [RD.name(model.compoundName(at))]),
      RD.el('p', { 'class': 'sub' }, [RD.name(model.subdistricts[units.sub[at]])]),
      RD.el('table', { 'class': 'facts' }, [RD.el('tbody', {}, [
        RD.row('fact.households', units.h[at] === null ? '—' : RD.n(model.sum(list, 'h'))),
        units.p[at] === null ? null : RD.row('fact.population', RD.n(model.sum(list, 'p'))),
        RD.row('old_home', model.communityName(units.before[at])),
        RD.row('new_home', model.communityName(home), home !== units.before[at] ? 'moves' : '')
      ])]),
      data.public ? null : RD.whatIf(list),
      data.public || !RD.commentBox ? null : RD.commentBox({ kind: 'unit', id: units.id[at], name: model.compoundName(at) })
    ]);
    RD.maps.mark();
  };

  /* Both totals for every neighbour that could take the compound. */
  RD.whatIf = function (list) {
    var draft = state.draft, home = draft.assigned(list[0]), size = model.sum(list, 'h');
    var choices = draft.choices(list);
    var from = home >= 0 ? state.totals(home).households : 0;
    var rows = choices.map(function (to) {
      return RD.el('tr', {}, [
        RD.el('th', { scope: 'row' }, [RD.name(model.communityName(to)), draft.parts(list, to) ? RD.el('span', { 'class': 'apart', text: RD.t('whatif.apart') }) : null]),
        RD.el('td', {}, [RD.mark(from - size)]), RD.el('td', {}, [RD.mark(state.totals(to).households + size)]),
        RD.el('td', {}, [RD.el('button', { type: 'button', 'class': 'button small', text: RD.t('whatif.take'), on: { click: function () { give(list, to); } } })])
      ]);
    });
    return RD.el('section', { 'class': 'whatif' }, [
      RD.el('h3', { text: RD.t('whatif.title') }),
      rows.length ? RD.el('table', {}, [RD.el('thead', {}, [RD.el('tr', {}, [
        RD.el('th', { text: RD.t('whatif.to') }), RD.el('th', { text: RD.t('whatif.from_total') }), RD.el('th', { text: RD.t('whatif.to_total') }), RD.el('th')
      ])]), RD.el('tbody', {}, rows)]) : RD.el('p', { 'class': 'none', text: RD.t('whatif.none') }),
      RD.el('p', { 'class': 'hint', text: RD.t('whatif.now', { name: model.communityName(home), households: RD.n(from) }) })
    ]);
  };
  function give(list, to) {
    state.draft.assign(list, to);
    RD.showUnit(list[0]);
    RD.emit('said', RD.t('whatif.taken', { compound: model.compoundName(list[0]), name: model.communityName(to) }));
  }
  RD.on('pick', function (spot) {
    if (state.tool && state.tool(spot)) { return; }
    if (spot.unit >= 0) { RD.showUnit(spot.unit); } else if (spot.community >= 0) { RD.showCommunity(spot.community); } else { RD.close(); }
  });
})();
