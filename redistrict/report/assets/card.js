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
  var home = RD.id('card'), back = null, scrolled = null;
  function phone() { return window.matchMedia('(max-width: 820px)').matches; }
  RD.close = function () {
    var focused = home.contains(document.activeElement);
    home.classList.remove('open'); RD.id('stage').classList.remove('carded');
    state.focus = -1; state.selected = []; state.spot = null; RD.maps.mark();
    if (focused && back && document.body.contains(back)) { back.focus(); }
    if (scrolled !== null) { window.scrollTo(0, scrolled); scrolled = null; }
  };
  /* On a phone the map lies above or below what is read: bring it into view, and go back later. */
  RD.reveal = function () {
    if (!model.map || !phone()) { return; }
    if (scrolled === null) { scrolled = window.pageYOffset; }
    raise();
  };
  function raise() {
    window.scrollBy(0, RD.id('maps').getBoundingClientRect().top - RD.id('tabs').offsetHeight);
  }
  RD.enterCard = function () { home.focus(); };
  /* head stands above what scrolls; on a narrow stage the rest folds away below it. */
  function open(title, sub, children) {
    var body = RD.el('div', { 'class': 'body' }, children), folded = home.classList.contains('folded');
    var fold = RD.el('button', { type: 'button', 'class': 'fold', 'aria-label': RD.t('card.fold'), title: RD.t('card.fold'), 'aria-expanded': folded ? 'false' : 'true', on: { click: function () {
      fold.setAttribute('aria-expanded', home.classList.toggle('folded') ? 'false' : 'true');
    } } });
    if (!home.contains(document.activeElement)) { back = document.activeElement; }
    RD.clear(home);
    home.appendChild(RD.el('div', { 'class': 'head' }, [
      RD.el('div', {}, [RD.el('h2', { id: 'card-title' }, [RD.name(title)]), RD.el('p', { 'class': 'sub' }, sub)]), fold,
      RD.el('button', { type: 'button', 'class': 'close', text: '×', 'aria-label': RD.t('close'), on: { click: RD.close } })
    ]));
    home.appendChild(body);
    home.style.top = RD.id('bar').offsetHeight + 6 + 'px';
    home.classList.add('open'); RD.id('stage').classList.add('carded'); body.scrollTop = 0;
    if (RD.byKeys && document.activeElement && RD.id('panel').contains(document.activeElement)) { home.focus(); }
  }
  document.addEventListener('keydown', function () { RD.byKeys = true; }, true);
  document.addEventListener('pointerdown', function () { RD.byKeys = false; }, true);
  function link(community) {
    return community < 0 ? RD.el('span', { text: RD.t('none') }) : RD.el('button', { type: 'button', 'class': 'link', on: { click: function () { RD.showCommunity(community, true); } } }, [RD.name(model.communityName(community))]);
  }

  RD.showCommunity = function (at, zoom) {
    var one = model.communities[at], before = one.before, total = one.after || at in model.communities ? state.totals(at) : null;
    state.focus = at; state.selected = [];
    var pairs = [['households'], ['population'], ['workload'], ['compounds'], ['units']].map(function (pair) {
      var key = pair[0], old = before ? before[key] : null, now = one.kind === 'abolished' ? null : total[key];
      if (key === 'workload') { old = model.load(old); now = model.load(now); }
      if ((old === null || old === undefined) && (now === null || now === undefined)) { return null; }
      return RD.el('tr', {}, [RD.el('th', { scope: 'row', text: RD.t('fact.' + key) }), RD.el('td', { text: RD.n(old) }), RD.el('td', { text: RD.n(now) })]);
    });
    open(one.name, [RD.name(model.subdistricts[one.sub]), RD.el('span', { 'class': 'chip ' + one.kind.replace(' ', '-'), text: RD.t('kind.' + one.kind) }), one.filed || !before ? null : RD.el('span', { 'class': 'chip', text: RD.t('unfiled') })], [
      RD.el('table', { 'class': 'facts' }, [RD.el('thead', {}, [RD.el('tr', {}, [RD.el('th'), RD.el('th', { text: RD.t('side.before') }), RD.el('th', { text: RD.t('side.after') })])]), RD.el('tbody', {}, pairs)]),
      RD.el('p', { 'class': 'cause', text: one.cause }),
      one.verdict ? RD.el('p', {}, [RD.el('b', { text: RD.t('today_is', { verdict: RD.t('verdict.' + one.verdict) }) }), RD.el('span', { text: one.reason })]) : null,
      one.exemption ? RD.el('p', {}, [RD.el('b', { text: RD.t('exception') }), RD.el('span', { text: one.exemption })]) : null,
      one.facts.length ? RD.el('table', { 'class': 'facts' }, [RD.el('tbody', {}, one.facts.map(function (fact) { return RD.el('tr', {}, [RD.el('th', { scope: 'row', text: fact[0] }), RD.el('td', {}, [RD.name(fact[1])])]); }))]) : null,
      data.public || !RD.commentBox ? null : RD.commentBox({ kind: 'community', id: one.id, name: one.name })
    ]);
    seen(zoom, model.boxOf(at));
  };

  RD.showUnit = function (at, zoom) {
    var list = model.compound(at), units = data.units, home = state.draft.assigned(at);
    state.selected = list; state.focus = -1;
    open(model.compoundName(at), [RD.name(model.subdistricts[units.sub[at]])], [
      RD.el('table', { 'class': 'facts' }, [RD.el('tbody', {}, [
        RD.row('fact.households', units.h[at] === null ? '—' : RD.n(model.sum(list, 'h'))),
        units.p[at] === null ? null : RD.row('fact.population', RD.n(model.sum(list, 'p'))),
        RD.el('tr', {}, [RD.el('th', { scope: 'row', text: RD.t('old_home') }), RD.el('td', {}, [link(units.before[at])])]),
        RD.el('tr', {}, [RD.el('th', { scope: 'row', text: RD.t('new_home') }), RD.el('td', { 'class': home !== units.before[at] ? 'moves' : null }, [link(home)])])
      ])]),
      data.public ? null : tried(list),
      data.public ? null : RD.whatIf(list),
      data.public || !RD.commentBox ? null : RD.commentBox({ kind: 'unit', id: units.id[at], name: model.compoundName(at) })
    ]);
    seen(zoom, model.boxOfUnits(list));
  };
  function seen(zoom, box) {
    if (zoom) { RD.reveal(); RD.maps.zoom(box); }
    /* What was tapped stays in sight beside the card. */
    else if (box && model.map && phone()) { raise(); RD.maps.keep(box); }
    RD.maps.mark();
  }
  /* What the reader's own change does, at once, with the way back. */
  function tried(list) {
    var draft = state.draft, at = list[0];
    if (refused) { var said = refused; refused = ''; return RD.el('p', { 'class': 'warning', role: 'status', text: said }); }
    if (!draft.isChanged(at)) { return null; }
    return RD.el('div', { 'class': 'note', role: 'status' }, [
      RD.el('div', { text: RD.t('whatif.taken', { compound: model.compoundName(at), name: model.communityName(draft.assigned(at)) }) })
    ].concat(draft.warnings().slice(0, 3).map(function (text) { return RD.el('div', { 'class': 'warning', text: text }); }), [
      RD.button('whatif.back', function () { give(list, model.units.after[at]); }, 'small'), RD.button('review.save', RD.saveReview, 'small')
    ]));
  }
  var refused = '';

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
    var left = state.draft.assign(list, to), locked = left.filter(state.draft.isLocked).length;
    refused = left.length ? RD.t('edit.refused', { locked: locked, subdistrict: left.length - locked }) : '';
    RD.showUnit(list[0]);
    if (!left.length) { RD.emit('said', RD.t('whatif.taken', { compound: model.compoundName(list[0]), name: model.communityName(to) })); }
  }
  RD.on('pick', function (spot) {
    if (state.tool && state.tool(spot)) { return; }
    if (spot.unit >= 0) { RD.showUnit(spot.unit); } else if (spot.community >= 0) { RD.showCommunity(spot.community); } else { RD.close(); }
  });
})();
