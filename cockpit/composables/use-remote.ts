import { computed, inject, onScopeDispose, provide, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, InjectionKey, Ref, ShallowRef } from 'vue';
import { remoteEventSchema } from '../../api/contracts/remote.ts';
import type { RemoteCommand, RemoteEvent } from '../../api/contracts/remote.ts';
import { tilesOf } from '../remote/wall-view.ts';
import { isMoving } from '../screen/rotation/rotation.ts';
import { scenes } from '../screen/scenes/scene-list.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { queryOf } from '../wire/metric-query.ts';
import { requestNothing } from '../wire/request.ts';
import { useNavigation } from './use-address.ts';
import type { RotationControl } from './use-rotation.ts';
import { provideSpotlight } from './use-spotlight.ts';

type Standing = Exclude<RemoteEvent, { kind: 'command' }>;

export interface Remote {
  /** Who leads the wall, or the code that pairs a phone; null while the server has not said. */
  readonly standing: Readonly<ShallowRef<Standing | null>>;
  /** The code is shown large. */
  readonly isAsking: Ref<boolean>;
  readonly takeBack: () => void;
}

const key: InjectionKey<Remote> = Symbol('remote');
/** The wall says what it shows so often while it is led, milliseconds. */
const reportEvery = 2_000;

/** The wall's end of the presenter's phone: follows commands, and says what it shows. */
export function provideRemote({ state, send }: RotationControl): Remote {
  const effects = inject(effectsKey, browserEffects);
  const navigation = useNavigation();
  const spotlight = provideSpotlight();
  const standing = shallowRef<Standing | null>(null);
  const isAsking = ref(false);
  const isHeld = computed(() => standing.value?.kind === 'held');
  const wall = effects.tabId();

  const view = computed(() => ({
    scene: state.value.scene,
    scenes: scenes.map(({ id, title }) => ({ id, title })),
    isMoving: isMoving(state.value),
    spotlight: spotlight.value,
    isOpen: navigation.address.value.panel !== null,
  }));
  /** What it shows is news for the phone only; that it could not be told is seen there. */
  const report = (): void => {
    const body = { wall, view: { ...view.value, tiles: tilesOf(document) } };
    void requestNothing(effects, '/api/v1/remote/views', body).catch(() => undefined);
  };

  function follow(command: RemoteCommand): void {
    switch (command.do) {
      case 'scene':
        navigation.closePanel();
        {
          send({ kind: 'go', scene: command.scene });
          return;
        }
      case 'open': {
        const query = queryOf(command.question);
        if (query !== null) navigation.openMetric(query);
        return;
      }
      case 'spotlight':
        spotlight.value = command.tile;
        return;
      case 'close': {
        navigation.closePanel();
        return;
      }
      case 'rotation':
        spotlight.value = null;
        if (navigation.address.value.panel !== null) navigation.closePanel();
        {
          send({ kind: 'resume' });
          return;
        }
      default: {
        send({ kind: command.do });
        return;
      }
    }
  }

  let wasMoving = false;
  const end = effects.onServerEvent(
    'remote',
    (data) => {
      const event = remoteEventSchema.safeParse(JSON.parse(data)).data;
      if (event === undefined) return;
      if (event.kind === 'command') {
        follow(event.command);
        return;
      }
      const before = isHeld.value;
      standing.value = event;
      if (isHeld.value && !before) {
        wasMoving = isMoving(state.value);
        isAsking.value = false;
        send({ kind: 'pause' });
      }
      // A phone that has gone leaves the wall as it found it.
      if (!isHeld.value && before) {
        spotlight.value = null;
        if (wasMoving) send({ kind: 'resume' });
      }
    },
    `/api/v1/remote/walls/${wall}/events`,
  );

  let timer = 0;
  const keepReporting = (): void => {
    if (isHeld.value) report();
    timer = effects.setTimer(keepReporting, reportEvery);
  };
  keepReporting();
  watch(
    [isHeld, view],
    () => {
      if (isHeld.value) report();
    },
    { flush: 'post' },
  );
  watch(
    () => state.value.scene,
    () => {
      spotlight.value = null;
    },
  );
  onScopeDispose(() => {
    end();
    effects.clearTimer(timer);
  });

  const remote: Remote = {
    standing,
    isAsking,
    takeBack: () => void requestNothing(effects, '/api/v1/remote/releases', { wall }).catch(() => undefined),
  };
  provide(key, remote);
  return remote;
}

export function useRemote(): Remote {
  const found = inject(key);
  if (found === undefined) throw new Error('provideRemote() must run in a component above this one');
  return found;
}

/** Where a phone goes with a code. */
export const pairingAddress = (code: ComputedRef<string | null>): ComputedRef<string | null> =>
  computed(() => (code.value === null ? null : `${location.origin}/remote?code=${code.value}`));
