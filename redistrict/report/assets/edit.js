/* Try changes: select compounds, give them to a community, see totals and warnings at once. */
'use strict';
(function () {
  var model = RD.model, state = RD.state, draft = state.draft, units = model.units;
  if (RD.data.public) { return; }
  var target = -1, said = '', mode = 'click', corners = [];
  RD.on('said', function (text) { said = text; });

  function select(list, keep) {
    var found = keep ? state.selected.slice() : [];
    list.forEach(function (at) { model.compound(at).forEach(function (other) {
      var place = found.indexOf(other);
      if (place < 0) { found.push(other); } else if (keep && list.length === 1) { found.splice(place, 1); }
    }); });
    state.selected = found; RD.maps.mark(); RD.show('edit');
  }
  RD.editTool = function (spot) {
    if (mode === 'place') {
      mode = 'click'; RD.show('edit'); RD.commentPlace(RD.id('panel'), spot); RD.id('panel').scrollTop = 99999;
      return true;
    }
    if (mode === 'lasso') {
      corners.push(spot.x, spot.y); state.lasso = corners; RD.maps.mark(); RD.show('edit');
      return true;
    }
    if (spot.unit < 0) { return false; }
    select([spot.unit], true);
    return true;
  };
  function closeLasso() {
    var ring = { rings: [corners], box: RD.box([corners]) };
    var inside = model.index.within(ring.box).filter(function (at) {
      var box = model.shapes[at].box;
      return RD.inside(ring, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    });
    corners = []; state.lasso = null; mode = 'click'; select(inside, true);
  }
  function give() {
    var refused = draft.assign(state.selected, target), locked = refused.filter(draft.isLocked).length;
    said = refused.length ? RD.t('edit.refused', { locked: locked, subdistrict: refused.length - locked }) : '';
    RD.show('edit');
  }
  function communities() {
    var sub = state.selected.length ? units.sub[state.selected[0]] : -1;
    return model.communities.map(function (one, at) { return at; }).filter(function (at) {
      var one = model.communities[at];
      return one.kind !== 'abolished' && (sub < 0 || one.sub === sub);
    });
  }
  function tools(home) {
    function tool(key, action, on) { var node = RD.button(key, action, on ? 'main' : ''); home.appendChild(node); return node; }
    var undo = tool('edit.undo', draft.undo), redo = tool('edit.redo', draft.redo);
    undo.disabled = !draft.canUndo(); redo.disabled = !draft.canRedo();
    tool('edit.lasso', function () { mode = mode === 'lasso' ? 'click' : 'lasso'; corners = []; state.lasso = null; RD.show('edit'); }, mode === 'lasso');
    if (mode === 'lasso' && corners.length >= 6) { tool('edit.lasso_close', closeLasso, true); }
    tool('edit.place', function () { mode = 'place'; said = RD.t('edit.place_hint'); RD.show('edit'); }, mode === 'place');
    tool('edit.clear', function () { draft.clear(); state.selected = []; RD.maps.mark(); RD.show('edit'); });
  }
  function chosen(home) {
    var list = state.selected;
    home.appendChild(RD.el('p', { text: list.length ? RD.t('edit.selected', { units: list.length, households: RD.n(model.sum(list, 'h')) }) : RD.t('edit.hint') }));
    if (!list.length) { return; }
    var open = communities();
    if (open.indexOf(target) < 0) { target = draft.choices(list)[0]; if (target === undefined) { target = open[0]; } }
    var box = RD.el('select', { 'aria-label': RD.t('whatif.to'), on: { change: function () { target = Number(box.value); } } }, open.map(function (at) { return RD.el('option', { value: at, text: RD.short(model.communityName(at), 30) + '  ' + RD.n(state.totals(at).households), selected: at === target }); }));
    home.appendChild(RD.el('div', {}, [box, RD.button('edit.give', give, 'main'), RD.button('edit.new', function () { target = draft.found(units.sub[list[0]]); give(); })]));
    var locked = list.every(draft.isLocked);
    home.appendChild(RD.el('div', {}, [RD.button(locked ? 'edit.unlock' : 'edit.lock', function () { draft.lock(list, !locked); }), RD.button('edit.deselect', function () { state.selected = []; RD.maps.mark(); RD.show('edit'); })]));
  }
  function totals(home) {
    var touched = draft.touched();
    if (!touched.length) { return; }
    home.appendChild(RD.el('table', { 'class': 'grid' }, [RD.el('thead', {}, [RD.el('tr', {}, ['lookup.community', 'edit.in_plan', 'edit.now'].map(function (key) { return RD.el('th', { scope: 'col', text: RD.t(key) }); }))]), RD.el('tbody', {}, touched.map(function (at) {
      var one = model.communities[at];
      return RD.el('tr', {}, [RD.el('td', {}, [RD.name(one.name)]), RD.el('td', { 'class': 'number' }, [RD.mark(one.after ? one.after.households : 0)]), RD.el('td', { 'class': 'number' }, [RD.mark(state.totals(at).households)])]);
    }))]));
    var warnings = draft.warnings();
    warnings.forEach(function (text) { home.appendChild(RD.el('p', { 'class': 'warning', text: text })); });
    if (!warnings.length) { home.appendChild(RD.el('p', { 'class': 'fine', text: RD.t('edit.fine') })); }
    if (!model.adjacent) { home.appendChild(RD.el('p', { 'class': 'hint', text: RD.t('edit.near') })); }
  }
  RD.views.edit = function (home) {
    var top = RD.el('div', { 'class': 'edit' });
    home.appendChild(top);
    top.appendChild(RD.el('p', { 'class': 'hint', text: RD.t(RD.kept ? 'edit.kept' : 'edit.not_kept') }));
    tools(top); chosen(top);
    if (said) { top.appendChild(RD.el('p', { 'class': 'note', role: 'status', text: said })); said = ''; }
    totals(top);
    if (RD.drawnPanel) { RD.drawnPanel(top); }
    top.appendChild(RD.el('h3', { text: RD.t('edit.comments') }));
    var list = RD.commentList();
    list.forEach(function (node) { top.appendChild(node); });
    if (!list.length) { top.appendChild(RD.el('p', { 'class': 'hint', text: RD.t('edit.no_comments') })); }
    top.appendChild(RD.el('h3', { text: RD.t('edit.file') }));
    top.appendChild(RD.el('div', {}, [RD.button('review.save', RD.saveReview, 'main'), RD.button('review.load', RD.loadReview)]));
    top.appendChild(RD.el('p', { 'class': 'hint', text: RD.t('review.hint') }));
  };
})();
