import { inject, onScopeDispose } from 'vue';
import { controlOf, swipeOf } from '../screen/rotation/controls.ts';
import type { Point } from '../screen/rotation/controls.ts';
import { scenes } from '../screen/scenes/scene-list.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import type { RotationControl } from './use-rotation.ts';

const sceneIds = scenes.map(({ id }) => id);

/** Keys that mean something to what has the focus are not the wall's. */
const isTakenBy = (target: EventTarget | null, key: string): boolean =>
  target instanceof Element &&
  target.closest(
    key === ' ' ? 'input, textarea, select, button, a, dialog' : 'input, textarea, select, dialog',
  ) !== null;

function toggleFullscreen(): void {
  if (document.fullscreenElement === null) void document.documentElement.requestFullscreen();
  else void document.exitFullscreen();
}

/**
 * Keys and fingers: arrows, space, digits, F and R; a swipe sideways. Any touch holds the wall for a while.
 * @param showCode shows the code that pairs a phone
 */
export function useWallInput({ send }: RotationControl, showCode: () => void): void {
  const effects = inject(effectsKey, browserEffects);
  let began: Point | null = null;
  const point = ({ clientX, clientY }: PointerEvent): Point => ({
    x: clientX,
    y: clientY,
    at: effects.now(),
  });

  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTakenBy(event.target, event.key)) return;
    const control = controlOf(event.key, sceneIds);
    if (control === null) return;
    event.preventDefault();
    if (control.kind === 'fullscreen') toggleFullscreen();
    else if (control.kind === 'pairing') showCode();
    else send(control);
  };
  const onDown = (event: PointerEvent): void => {
    began = event.pointerType === 'touch' && event.isPrimary ? point(event) : null;
    send({ kind: 'touched' });
  };
  const onUp = (event: PointerEvent): void => {
    const way = began === null ? null : swipeOf(began, point(event));
    began = null;
    if (way !== null) send({ kind: way });
  };
  const onCancel = (): void => {
    began = null;
  };

  window.addEventListener('keydown', onKey);
  window.addEventListener('pointerdown', onDown);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onCancel);
  onScopeDispose(() => {
    window.removeEventListener('keydown', onKey);
    window.removeEventListener('pointerdown', onDown);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onCancel);
  });
}
