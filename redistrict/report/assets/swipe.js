/* A curtain between before and after: one handle for mouse, finger and keys. */
'use strict';
(function () {
  var STEPS = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10, Home: -100, End: 100 };
  /* home holds both maps; the upper one is cut off left of the handle. */
  RD.swipe = function (home, upper) {
    var share = 50, handle = RD.el('div', {
      id: 'handle', role: 'slider', tabindex: 0, 'aria-orientation': 'horizontal', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-label': RD.t('swipe.hint'), title: RD.t('swipe.hint')
    }, [RD.el('span', { text: '◂ ▸', 'aria-hidden': 'true' })]);
    function place(value) {
      share = Math.max(0, Math.min(100, value));
      handle.style.left = share + '%';
      handle.setAttribute('aria-valuenow', Math.round(share)); handle.setAttribute('aria-valuetext', RD.t('swipe.share', { share: Math.round(share) }));
      upper.style.clipPath = home.classList.contains('swipe') ? 'inset(0 0 0 ' + share + '%)' : '';
    }
    function follow(event) {
      var box = home.getBoundingClientRect();
      place((event.clientX - box.left) / box.width * 100);
    }
    handle.addEventListener('pointerdown', function (event) { handle.setPointerCapture(event.pointerId); follow(event); });
    handle.addEventListener('pointermove', function (event) { if (handle.hasPointerCapture(event.pointerId)) { follow(event); } });
    handle.addEventListener('keydown', function (event) {
      if (STEPS[event.key]) { place(share + STEPS[event.key]); event.preventDefault(); event.stopPropagation(); }
    });
    home.appendChild(handle);
    return { renew: function () { place(share); } };
  };
})();
