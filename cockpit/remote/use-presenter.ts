import { inject, onScopeDispose, ref, shallowRef } from 'vue';
import { heldSchema, pairedSchema } from '../../api/contracts/remote.ts';
import type { RemoteCommand, WallView } from '../../api/contracts/remote.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { requestJson, RequestFailure } from '../wire/request.ts';

/** So often the phone says that it is there, and learns what the wall shows, milliseconds. */
const beat = 3_000;
/** After a command the wall is looked at sooner, milliseconds. */
const soon = 500;

export interface Presenter {
  readonly standing: Readonly<{ value: 'apart' | 'leading' | 'ended' }>;
  readonly view: Readonly<{ value: WallView | null }>;
  readonly trouble: Readonly<{ value: string | null }>;
  /** The server was not reached the last time. */
  readonly isLost: Readonly<{ value: boolean }>;
  readonly pair: (code: string, name: string) => Promise<void>;
  readonly send: (command: RemoteCommand) => void;
  readonly leave: () => void;
}

/** The phone's end: a code is given for a token, and the token leads the wall for as long as the phone is heard of. */
export function usePresenter(): Presenter {
  const effects = inject(effectsKey, browserEffects);
  const standing = ref<'apart' | 'leading' | 'ended'>('apart');
  const view = shallowRef<WallView | null>(null);
  const trouble = ref<string | null>(null);
  const isLost = ref(false);
  let token = '';
  let timer = 0;

  const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  const plan = (milliseconds: number): void => {
    effects.clearTimer(timer);
    timer = effects.setTimer(() => void say(null), milliseconds);
  };

  async function say(command: RemoteCommand | { readonly do: 'leave' } | null): Promise<void> {
    if (standing.value !== 'leading') return;
    try {
      const body = { token, command };
      view.value = (await requestJson(effects, '/api/v1/remote/commands', heldSchema, { body })).view;
      isLost.value = false;
      plan(command === null ? beat : soon);
    } catch (error) {
      if (error instanceof RequestFailure && error.code === 'remote_released') {
        standing.value = 'ended';
        effects.clearTimer(timer);
        return;
      }
      isLost.value = true;
      plan(beat);
    }
  }

  onScopeDispose(() => effects.clearTimer(timer));
  return {
    standing,
    view,
    trouble,
    isLost,
    pair: async (code, name) => {
      trouble.value = null;
      try {
        const body = { code, name };
        const paired = await requestJson(effects, '/api/v1/remote/pairings', pairedSchema, { body });
        token = paired.token;
        view.value = paired.view;
        standing.value = 'leading';
        plan(soon);
      } catch (error) {
        trouble.value = wordsOf(error);
      }
    },
    send: (command) => void say(command),
    leave: () => {
      void say({ do: 'leave' }).then(() => {
        standing.value = 'ended';
        effects.clearTimer(timer);
      });
    },
  };
}
