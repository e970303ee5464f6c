import { computed, inject, onScopeDispose, provide, shallowRef, watch } from 'vue';
import type { ComputedRef, InjectionKey, ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { dueAt, rotate, startRotation } from '../screen/rotation/rotation.ts';
import type { Rotation, RotationEvent, Turn } from '../screen/rotation/rotation.ts';
import { sceneOf, scenes } from '../screen/scenes/scene-list.ts';
import type { Scene } from '../screen/scenes/scene-list.ts';
import { wallAddressOf } from '../screen/wall-address.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { useNavigation } from './use-address.ts';

export interface RotationControl {
  readonly state: Readonly<ShallowRef<Rotation>>;
  readonly scene: ComputedRef<Scene>;
  readonly send: (event: RotationEvent) => void;
}

const key: InjectionKey<RotationControl> = Symbol('rotation');

/** Which scene the wall shows and for how long. The address follows, so that a reload shows the same again. */
export function provideRotation(): RotationControl {
  const effects = inject(effectsKey, browserEffects);
  const route = useRoute();
  const router = useRouter();
  const navigation = useNavigation();
  const asked = computed(() => wallAddressOf(route.query));
  const turns = computed((): readonly Turn[] => {
    const { dwell } = asked.value;
    return dwell === null ? scenes : scenes.map(({ id }) => ({ id, dwellSeconds: dwell }));
  });
  const state = shallowRef(startRotation(sceneOf(asked.value.scene).id, effects.now(), !asked.value.rotates));
  let timer: number | null = null;

  const schedule = (): void => {
    if (timer !== null) effects.clearTimer(timer);
    const due = dueAt(state.value, turns.value);
    timer =
      due === null ? null : effects.setTimer(() => send({ kind: 'tick' }), Math.max(0, due - effects.now()));
  };
  function send(event: RotationEvent): void {
    state.value = rotate(state.value, event, effects.now(), turns.value);
    schedule();
  }

  schedule();
  onScopeDispose(() => {
    if (timer !== null) effects.clearTimer(timer);
  });
  watch(
    () => state.value.scene,
    (scene) => {
      if (sceneOf(asked.value.scene).id === scene) return;
      const query = { ...route.query };
      if (scene === scenes[0].id) delete query.scene;
      else query.scene = scene;
      void router.replace({ query });
    },
  );
  watch(
    () => asked.value.scene,
    (scene) => {
      const { id } = sceneOf(scene);
      if (id !== state.value.scene) send({ kind: 'go', scene: id });
    },
  );
  // What somebody has opened is not taken away from under their eyes.
  watch(
    () => navigation.address.value.panel !== null,
    (open) => send({ kind: open ? 'held' : 'touched' }),
  );
  if (navigation.address.value.panel !== null) send({ kind: 'held' });

  const control: RotationControl = { state, scene: computed(() => sceneOf(state.value.scene)), send };
  provide(key, control);
  return control;
}

export function useRotation(): RotationControl {
  const found = inject(key);
  if (found === undefined) throw new Error('provideRotation() must run in a component above this one');
  return found;
}
