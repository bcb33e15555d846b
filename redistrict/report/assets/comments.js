/* Comments: agree, object or remark, with the role of who speaks; never a resident's name. */
'use strict';
(function () {
  var model = RD.model, comments = (RD.data.comments || []).slice();
  RD.comments = { all: function () { return comments; }, load: function (list) { comments = list; RD.emit('comments'); } };
  var STANCES = ['object', 'agree', 'remark'], ANSWERS = ['', 'taken', 'partly', 'not taken'];

  function options(keys, prefix) { return keys.map(function (key) { return RD.el('option', { value: key, text: RD.t(prefix + (key || 'open')) }); }); }
  RD.commentBox = function (target) {
    var stance = RD.el('select', { 'aria-label': RD.t('comment.stance') }, options(STANCES, 'stance.'));
    stance.value = 'remark';  // who says neither has not objected
    var role = RD.el('input', { type: 'text', maxlength: 60, placeholder: RD.t('comment.role'), 'aria-label': RD.t('comment.role') });
    var text = RD.el('textarea', { maxlength: 2000, placeholder: RD.t('comment.text'), 'aria-label': RD.t('comment.text') });
    var list = RD.el('div'), after = RD.el('div');
    function renew() {
      RD.clear(list);
      comments.filter(function (one) { return one.target.kind === target.kind && one.target.id === target.id; }).forEach(function (one) { list.appendChild(note(one)); });
    }
    renew();
    return RD.el('section', { 'class': 'comment' }, [
      RD.el('b', { text: RD.t('comment.title') }), list,
      RD.el('div', { 'class': 'who' }, [stance, role]), text,
      RD.button('comment.save', function () {
        if (!text.value.trim()) { text.focus(); return; }
        comments.push({ target: { kind: target.kind, id: target.id, name: target.name }, stance: stance.value, role: role.value.trim(), text: text.value.trim(), answer: '', answer_reason: '' });
        text.value = ''; renew(); RD.emit('comments'); RD.clear(after);
        after.appendChild(RD.el('p', { 'class': 'fine', role: 'status', text: RD.t('comment.saved') })); after.appendChild(RD.button('review.save', RD.saveReview)); after.scrollIntoView({ block: 'nearest' });
      }, 'main'), after
    ]);
  };
  function note(one, answering) {
    var at = comments.indexOf(one);
    return RD.el('div', { 'class': 'note ' + one.stance }, [
      RD.el('b', { text: RD.t('stance.' + one.stance) + ' · ' }), RD.name(one.target.name || one.target.id), RD.el('span', { text: one.role ? ' · ' : '' }), one.role ? RD.name(one.role) : null,
      RD.el('div', {}, [RD.name(one.text)]),
      answering ? keepHome(one) : null,
      answering ? RD.answerBox(one) : (one.answer ? RD.el('div', { text: RD.t('answer.' + one.answer) + (one.answer_reason ? RD.t('colon') + one.answer_reason : '') }) : null),
      RD.el('button', { type: 'button', 'class': 'link', text: RD.t('comment.drop'), on: { click: function () { comments.splice(at, 1); RD.emit('comments'); RD.show('edit'); } } })
    ]);
  }
  /* An objection to a move is taken in one click: the compound stays at home, held there. */
  function keepHome(one) {
    var draft = RD.draft, at = one.target.kind === 'unit' && one.stance === 'object' ? model.units.id.indexOf(one.target.id) : -1;
    if (at < 0 || model.units.before[at] < 0 || draft.assigned(at) === model.units.before[at]) { return null; }
    return RD.button('comment.keep_home', function () {
      var list = model.compound(at);
      draft.lock(list, false); draft.assign(list, model.units.before[at]); draft.lock(list, true);
      one.answer = 'taken'; RD.emit('comments'); RD.show('edit');
    }, 'small');
  }
  RD.answerBox = function (one) {
    var answer = RD.el('select', { 'aria-label': RD.t('answer.title') }, options(ANSWERS, 'answer.')), reason = RD.el('input', { type: 'text', maxlength: 500, value: one.answer_reason, placeholder: RD.t('answer.reason'), 'aria-label': RD.t('answer.reason') });
    answer.value = one.answer;
    answer.addEventListener('change', function () { one.answer = answer.value; RD.emit('comments'); });
    reason.addEventListener('change', function () { one.answer_reason = reason.value.trim(); RD.emit('comments'); });
    return RD.el('div', {}, [answer, reason]);
  };
  /* All comments: objections first, then agreement, then remarks. */
  RD.commentList = function () {
    return comments.slice().sort(function (a, b) { return STANCES.indexOf(a.stance) - STANCES.indexOf(b.stance); }).map(function (one) { return note(one, true); });
  };
  RD.voices = function (nodes) {
    if (!comments.length) { return nodes; }
    function count(stance) { return comments.filter(function (one) { return one.stance === stance; }).length; }
    return [RD.el('p', { text: RD.t('voices.count', { agree: count('agree'), object: count('object'), remark: count('remark') }) })];
  };
  /* A comment on a place: the next click on the map is the place. */
  RD.commentPlace = function (home, spot) {
    home.appendChild(RD.commentBox({ kind: 'place', id: Math.round(spot.x) + ',' + Math.round(spot.y), name: RD.t('comment.place', { name: model.communityName(spot.community) }) }));
  };
})();
