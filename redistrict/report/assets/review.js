/* The review as a file: saved, loaded, and kept in this browser against closing by mistake. */
'use strict';
(function () {
  var model = RD.model, state = RD.state, units = model.units, draft = state.draft, data = RD.data;
  if (data.public) { return; }
  var byId = {};
  units.id.forEach(function (id, at) { byId[id] = at; });
  function key() { return 'redistrict-review:' + data.statement.code + ':' + model.plan.name; }

  RD.review = function () {
    var changed = draft.changedUnits().sort(function (a, b) { return a - b; });
    return {
      format: 'redistrict-review/1', proposal: model.plan.code || data.statement.code, alternative: model.plan.name,
      communities: model.communities.filter(function (one, at) { return one.drafted && changed.some(function (unit) { return draft.assigned(unit) === at; }); }).map(function (one) { return { id: one.id, name: one.name, subdistrict: model.subdistricts[one.sub] }; }),
      moves: changed.map(function (at) { return { unit: units.id[at], from: units.after[at] < 0 ? '' : model.communities[units.after[at]].id, to: model.communities[draft.assigned(at)].id }; }),
      locks: state.locked.slice().sort(function (a, b) { return a - b; }).map(function (at) { return { unit: units.id[at], community: model.communities[draft.assigned(at)] ? model.communities[draft.assigned(at)].id : '' }; }),
      comments: RD.comments.all()
    };
  };
  function text(value, limit) { return typeof value === 'string' && value.length <= limit; }
  /* Take a review in; answers what is wrong with it, nothing is taken then. add: to what is here,
     so that the files of several readers come together; the later move of a compound wins. */
  RD.takeReview = function (made, add) {
    if (!made || made.format !== 'redistrict-review/1') { return RD.t('review.not_ours'); }
    if (made.proposal !== (model.plan.code || data.statement.code) || made.alternative !== model.plan.name) { return RD.t('review.other', { code: text(made.proposal, 60) ? made.proposal : '—' }); }
    var lists = [made.communities, made.moves, made.locks, made.comments].every(Array.isArray);
    if (!lists || !made.comments.every(known)) { return RD.t('review.not_ours'); }
    var fresh = {};
    made.communities.forEach(function (one) { fresh[one.id] = one; });
    if (!made.moves.every(function (move) { return byId[move.unit] !== undefined && (model.place[move.to] !== undefined || fresh[move.to]); })) { return RD.t('review.unknown'); }
    made.communities.forEach(function (one) {
      var sub = model.subdistricts.indexOf(one.subdistrict);
      if (model.place[one.id] === undefined && sub >= 0 && text(one.name, 5000)) { draft.add({ id: String(one.id), name: one.name, sub: sub }); }
    });
    var held = made.locks.map(function (lock) { return byId[lock.unit]; }).filter(function (at) { return at !== undefined; });
    state.locked = (add ? state.locked : []).concat(held).filter(function (at, place, all) { return all.indexOf(at) === place; });
    RD.comments.load(add ? together(RD.comments.all(), made.comments) : made.comments);
    var here = add ? draft.changedUnits().map(function (at) { return [at, draft.assigned(at)]; }) : [];
    draft.load(here.concat(made.moves.filter(function (move) { return model.place[move.to] !== undefined; }).map(function (move) { return [byId[move.unit], model.place[move.to]]; })));
    return '';
  };
  /* Every comment once; an answer fills an open one. */
  function together(first, more) {
    var all = first.slice();
    more.forEach(function (one) {
      var same = all.filter(function (other) { return other.target.kind === one.target.kind && other.target.id === one.target.id && other.stance === one.stance && other.role === one.role && other.text === one.text; })[0];
      if (!same) { all.push(one); } else if (!same.answer) { same.answer = one.answer; same.answer_reason = one.answer_reason; }
    });
    return all;
  }
  function known(one) {
    return one && one.target && text(one.target.kind, 20) && text(one.target.id, 5000) && ['agree', 'object', 'remark'].indexOf(one.stance) >= 0 && text(one.role, 200) && text(one.text, 5000) &&
      ['', 'taken', 'partly', 'not taken'].indexOf(one.answer) >= 0 && text(one.answer_reason, 5000);
  }
  RD.saveReview = function () {
    var blob = new Blob([JSON.stringify(RD.review(), null, 1) + '\n'], { type: 'application/json' }), url = URL.createObjectURL(blob);
    var link = RD.el('a', { href: url, download: 'review.json' });
    document.body.appendChild(link); link.click(); document.body.removeChild(link);
    setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
  };
  RD.pickFile = function (accept, action) {
    var input = RD.el('input', { type: 'file', accept: accept, hidden: true });
    input.addEventListener('change', function () {
      var reader = new FileReader();
      reader.onload = function () { action(String(reader.result)); };
      if (input.files.length) { reader.readAsText(input.files[0], 'utf-8'); }
      document.body.removeChild(input);
    });
    document.body.appendChild(input); input.click();
  };
  RD.loadReview = function () {
    RD.pickFile('.json', function (content) {
      var made = null;
      try { made = JSON.parse(content); } catch (error) { made = null; }
      RD.emit('said', RD.takeReview(made, true) || RD.t('review.taken')); RD.show('edit');
    });
  };
  /* Local storage may be blocked; the page says which it is. */
  RD.kept = false;
  try { window.localStorage.setItem('redistrict-try', '1'); window.localStorage.removeItem('redistrict-try'); RD.kept = true; } catch (error) { RD.kept = false; }
  var ready = false;
  function keep() {
    if (!RD.kept || !ready) { return; }
    try { window.localStorage.setItem(key(), JSON.stringify(RD.review())); } catch (error) { RD.kept = false; }
  }
  function recall() {
    ready = false;
    if (RD.kept) {
      try { var found = window.localStorage.getItem(key()); if (found) { RD.takeReview(JSON.parse(found)); } } catch (error) { RD.kept = false; }
    }
    ready = true;
  }
  RD.on('draft', keep); RD.on('comments', keep);
  RD.on('plan', recall);
  RD.recall = recall;
  window.addEventListener('beforeunload', function (event) {
    if (!RD.kept && (draft.count() || RD.comments.all().length)) { event.preventDefault(); event.returnValue = ''; }
  });
})();
