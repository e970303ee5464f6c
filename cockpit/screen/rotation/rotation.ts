/** What of a scene bears on its turn. */
export interface Turn {
  readonly id: string;
  readonly dwellSeconds: number;
}

/** A red alert keeps its scene on the wall. */
export interface Pin {
  readonly alert: string;
  /** Until this moment, milliseconds, unless somebody has seen it before. */
  readonly until: number;
}

/** Where the wall is in its round. */
export interface Rotation {
  readonly scene: string;
  /** Since when the scene is shown, milliseconds. */
  readonly since: number;
  readonly paused: boolean;
  /** Somebody is at it: not before this moment, milliseconds. */
  readonly heldUntil: number;
  readonly pin: Pin | null;
}

export type RotationEvent =
  /** Time has passed. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'next' | 'previous' | 'toggle' | 'pause' | 'resume' }
  | { readonly kind: 'go'; readonly scene: string }
  /** A person touched the wall, or let go of what they had opened. */
  | { readonly kind: 'touched' }
  /** Something is open that must not be taken away. */
  | { readonly kind: 'held' }
  | { readonly kind: 'alert'; readonly alert: string; readonly scene: string };

/** After the last touch the wall stays as it is for this long, milliseconds. */
export const restAfterTouch = 60_000;
/** A red alert holds its scene for this long unless somebody moves on, milliseconds. */
export const pinFor = 600_000;

export const startRotation = (scene: string, now: number, paused: boolean): Rotation => ({
  scene,
  since: now,
  paused,
  heldUntil: now,
  pin: null,
});

/** The scene so many places further, around the end. */
function around(turns: readonly Turn[], scene: string, by: number): string {
  const at = turns.findIndex(({ id }) => id === scene);
  return turns[(Math.max(at, 0) + by + turns.length) % turns.length]?.id ?? scene;
}

/** When the next scene is due, milliseconds; null when none is. */
export function dueAt(state: Rotation, turns: readonly Turn[]): number | null {
  if (turns.length < 2 || state.paused) return null;
  if (state.pin !== null) return state.pin.until;
  const turn = turns.find(({ id }) => id === state.scene);
  const due = Math.max(state.since + (turn?.dwellSeconds ?? 0) * 1_000, state.heldUntil);
  return Number.isFinite(due) ? due : null;
}

/** The wall's next state: a person comes before an alert, an alert before the round. */
export function rotate(state: Rotation, event: RotationEvent, now: number, turns: readonly Turn[]): Rotation {
  const show = (scene: string): Rotation => ({ ...state, scene, since: now, pin: null });
  const byHand = (scene: string): Rotation => ({ ...show(scene), heldUntil: now + restAfterTouch });
  switch (event.kind) {
    case 'tick': {
      const due = dueAt(state, turns);
      return due === null || now < due ? state : show(around(turns, state.scene, 1));
    }
    case 'next':
      return byHand(around(turns, state.scene, 1));
    case 'previous':
      return byHand(around(turns, state.scene, -1));
    case 'go':
      return turns.some(({ id }) => id === event.scene) ? byHand(event.scene) : state;
    case 'toggle':
      return rotate(state, { kind: isMoving(state) ? 'pause' : 'resume' }, now, turns);
    case 'pause':
      return { ...state, paused: true, pin: null };
    case 'resume':
      return { ...state, paused: false, pin: null, since: now, heldUntil: now };
    case 'touched':
      return { ...state, heldUntil: now + restAfterTouch };
    case 'held':
      return { ...state, heldUntil: Number.POSITIVE_INFINITY };
    case 'alert':
      // Whoever holds the wall in hand is not pulled away; the alert is on the wall all the same.
      return state.paused || now < state.heldUntil
        ? state
        : { ...show(event.scene), pin: { alert: event.alert, until: now + pinFor } };
  }
}

/** It goes on by itself: neither stopped by a person nor by an alert. */
export const isMoving = ({ paused, pin }: Rotation): boolean => !paused && pin === null;
