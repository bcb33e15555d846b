/* The reader's own changes on top of the plan: who goes where, what it does to both sides. */
'use strict';
(function () {
  var model = RD.model, units = model.units;
  var state = RD.state = { side: 'after', selected: [], locked: [], focus: -1, drawn: null };
  var moved = {}, past = [], future = [], memo = null;

  var draft = RD.draft = {};
  draft.assigned = function (at) { return moved[at] === undefined ? units.after[at] : moved[at]; };
  draft.isChanged = function (at) { return moved[at] !== undefined; };
  draft.changedUnits = function () { return Object.keys(moved).map(Number); };
  draft.count = function () { return Object.keys(moved).length; };
  state.draft = draft;

  function renew() { memo = null; RD.emit('draft'); }
  function sums() {
    if (memo) { return memo; }
    memo = model.communities.map(function () { return { households: 0, population: 0, units: 0 }; });
    for (var at = 0; at < model.count; at++) {
      var home = draft.assigned(at);
      if (home < 0) { continue; }
      memo[home].households += units.h[at] || 0;
      memo[home].population += units.p[at] || 0;
      memo[home].units += 1;
    }
    return memo;
  }
  /* Totals of a community as it stands now: the record's own figures unless the reader changed it. */
  state.totals = function (community) {
    var one = model.communities[community];
    if (!draft.count() || !draft.touches(community)) {
      return one.after ? one.after : { households: 0, population: 0, units: 0 };
    }
    return sums()[community];
  };
  draft.touches = function (community) {
    return draft.changedUnits().some(function (at) { return moved[at] === community || units.after[at] === community; });
  };

  draft.can = function (at, to) {
    if (draft.isLocked(at)) { return 'locked'; }
    return model.communities[to].sub === units.sub[at] ? '' : 'subdistrict';
  };
  /* Give whole compounds to a community; answers the units that were refused. */
  draft.assign = function (list, to) {
    var refused = [], step = {}, changed = false;
    list.forEach(function (at) {
      if (draft.can(at, to)) { refused.push(at); return; }
      if (draft.assigned(at) !== to) { step[at] = [moved[at], to === units.after[at] ? undefined : to]; changed = true; }
    });
    if (changed) { apply(step, 1); past.push(step); future = []; renew(); }
    return refused;
  };
  function apply(step, turn) {
    Object.keys(step).forEach(function (at) {
      var value = step[at][turn];
      if (value === undefined) { delete moved[at]; } else { moved[at] = value; }
    });
  }
  draft.undo = function () { var step = past.pop(); if (step) { apply(step, 0); future.push(step); renew(); } };
  draft.redo = function () { var step = future.pop(); if (step) { apply(step, 1); past.push(step); renew(); } };
  draft.canUndo = function () { return past.length > 0; };
  draft.canRedo = function () { return future.length > 0; };
  draft.clear = function () { moved = {}; past = []; future = []; renew(); };
  draft.load = function (pairs) { moved = {}; past = []; future = []; pairs.forEach(function (p) { if (p[1] !== units.after[p[0]]) { moved[p[0]] = p[1]; } }); renew(); };

  /* A new community of the reader; its id is provisional. */
  draft.found = function (sub, name) {
    var number = 1, id;
    do { id = 'NEW-' + model.subdistricts[sub] + '-R' + number; number += 1; } while (model.place[id] !== undefined);
    return draft.add({ id: id, name: name || RD.t('edit.new_name', { number: number - 1 }), sub: sub });
  };
  draft.add = function (one) {
    model.communities.push({ id: one.id, name: one.name, sub: one.sub, kind: 'set up', before: null, after: null, verdict: '', reason: '', cause: '', facts: [], filed: false, drafted: true });
    model.place[one.id] = model.communities.length - 1;
    memo = null;
    return model.communities.length - 1;
  };

  draft.isLocked = function (at) { return state.locked.indexOf(at) >= 0; };
  draft.lock = function (list, on) {
    state.locked = state.locked.filter(function (at) { return list.indexOf(at) < 0; }).concat(on ? list : []);
    renew();
  };

  /* Connected parts of a community, by adjacency. */
  draft.pieces = function (community) {
    var own = [];
    for (var at = 0; at < model.count; at++) { if (draft.assigned(at) === community) { own.push(at); } }
    return model.pieces(own);
  };
  draft.touched = function () {
    var seen = {};
    draft.changedUnits().forEach(function (at) { seen[moved[at]] = true; if (units.after[at] >= 0) { seen[units.after[at]] = true; } });
    return Object.keys(seen).map(Number);
  };
  /* What is wrong with the reader's changes, one sentence each. */
  draft.warnings = function () {
    var found = [];
    draft.touched().forEach(function (community) {
      var total = state.totals(community), name = model.communityName(community), pieces = draft.pieces(community);
      if (total.units && pieces > 1) { found.push(RD.t('warn.pieces', { name: name, pieces: pieces })); }
      if (!total.units) { found.push(RD.t('warn.empty', { name: name })); return; }
      if (total.households > model.rules.changed_max) { found.push(RD.t('warn.over', { name: name, households: RD.n(total.households), limit: RD.n(model.rules.changed_max) })); }
      if (total.households < model.rules.changed_min) { found.push(RD.t('warn.under', { name: name, households: RD.n(total.households), limit: RD.n(model.rules.changed_min) })); }
    });
    draft.changedUnits().forEach(function (at) {
      model.compound(at).forEach(function (other) {
        if (draft.assigned(other) !== draft.assigned(at) && other > at) { found.push(RD.t('warn.cut', { name: model.compoundName(at) })); }
      });
    });
    return found.filter(function (text, at) { return found.indexOf(text) === at; });
  };
  /* Whether a move would leave one of both communities in pieces that are not connected. */
  draft.parts = function (list, to) {
    var from = draft.assigned(list[0]), left = [], joined = list.slice();
    for (var at = 0; at < model.count; at++) {
      if (list.indexOf(at) >= 0) { continue; }
      if (draft.assigned(at) === from) { left.push(at); }
      if (draft.assigned(at) === to) { joined.push(at); }
    }
    return model.pieces(joined) > 1 || model.pieces(left) > 1;
  };
  /* Communities beside a compound, of the same subdistrict, in the order of shared neighbours;
     then its community of today, also where it does not touch it. */
  draft.choices = function (list) {
    var seen = {}, own = draft.assigned(list[0]);
    list.forEach(function (at) {
      model.neighbours(at).forEach(function (other) {
        var home = draft.assigned(other);
        if (home >= 0 && home !== own && model.communities[home].sub === units.sub[list[0]]) { seen[home] = (seen[home] || 0) + 1; }
      });
    });
    var found = Object.keys(seen).map(Number).sort(function (a, b) { return seen[b] - seen[a] || a - b; }), today = units.before[list[0]];
    if (today >= 0 && today !== own && found.indexOf(today) < 0 && model.communities[today].sub === units.sub[list[0]]) { found.push(today); }
    return found;
  };
})();
