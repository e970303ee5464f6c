import { computed, inject, onScopeDispose, shallowReactive, shallowRef, watch } from 'vue';
import type { Component, ComputedRef, ShallowRef } from 'vue';
import { nextAhead } from '../screen/rotation/ahead.ts';
import { scenes } from '../screen/scenes/scene-list.ts';
import type { Scene } from '../screen/scenes/scene-list.ts';
import { useBuilds } from '../stores/builds.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { useGeometry } from './use-geometry.ts';
import { useStale } from './use-stale.ts';

export interface StagedScene {
  readonly id: string;
  readonly component: Component;
}

export interface Scenes {
  /** The scene that is shown; null until its code has come. */
  readonly shown: ComputedRef<StagedScene | null>;
  /** One that is played where nobody sees it, so that its code and its answers are there when its turn comes. */
  readonly ahead: Readonly<ShallowRef<StagedScene | null>>;
  /** The element it is played in, which is in no document. */
  readonly backstage: HTMLElement;
}

/** How often it is looked whether a scene has all its answers, milliseconds. */
const lookEvery = 200;
/** A scene whose answers do not come in this time is not waited for, milliseconds. */
const longestWait = 20_000;

/** It has tiles, and none of them is being filled. */
const isAtRest = (place: ParentNode | null): boolean =>
  place !== null &&
  place.querySelector('.tile') !== null &&
  place.querySelector('.tile[data-state="refreshing"]') === null;

/**
 * The scene that is shown, and the others played ahead of their turn: each once, and the next one again with every
 * build. Only while the scene that is shown is at rest and the server is there; never on a phone, where scenes do
 * not come by themselves.
 * @param stage where the scene is shown
 */
export function useScenes(
  scene: ComputedRef<Scene>,
  stage: Readonly<ShallowRef<HTMLElement | null>>,
): Scenes {
  const effects = inject(effectsKey, browserEffects);
  const builds = useBuilds();
  const isStale = useStale();
  const geometry = useGeometry();
  const loaded = shallowReactive(new Map<string, Component>());
  const ahead = shallowRef<StagedScene | null>(null);
  const backstage = document.createElement('div');
  /** The build each scene was last played under. */
  const played = new Map<string, string>();
  let timer: number | null = null;
  let since = 0;
  let isOver = false;
  let wasAtRest = false;

  const load = async ({ id, load: code }: Scene): Promise<Component> => {
    const known = loaded.get(id) ?? (await code()).default;
    loaded.set(id, known);
    return known;
  };
  const staged = (id: string): StagedScene | null => {
    const component = loaded.get(id);
    return component === undefined ? null : { id, component };
  };

  /** Takes the next step; false when there is nothing left to do. */
  async function step(): Promise<boolean> {
    const build = builds.current?.build.id;
    if (geometry.value.layout === 'stack') return false;
    if (build === undefined || isStale.value) {
      ahead.value = null;
      return true;
    }
    if (ahead.value !== null) {
      const atRest = isAtRest(backstage);
      // Some answers lead to further questions, which are asked a moment later.
      if ((atRest && wasAtRest) || effects.now() - since > longestWait) {
        played.set(ahead.value.id, build);
        ahead.value = null;
      }
      wasAtRest = atRest;
      return true;
    }
    if (!isAtRest(stage.value)) return true;
    played.set(scene.value.id, build);
    const next = nextAhead(scene.value.id, scenes, played, build);
    if (next === null) return false;
    await load(next);
    ahead.value = staged(next.id);
    since = effects.now();
    wasAtRest = false;
    return true;
  }
  const look = (): void => {
    timer ??= effects.setTimer(() => {
      void step()
        // Code that does not come is asked for again with the next scene.
        .catch(() => false)
        .then((goesOn) => {
          timer = null;
          if (goesOn && !isOver) look();
        });
    }, lookEvery);
  };

  watch(
    scene,
    async (wanted) => {
      ahead.value = null;
      look();
      await load(wanted);
    },
    { immediate: true },
  );
  watch(() => builds.current?.build.id, look);
  onScopeDispose(() => {
    isOver = true;
    if (timer !== null) effects.clearTimer(timer);
  });
  return { shown: computed(() => staged(scene.value.id)), ahead, backstage };
}
