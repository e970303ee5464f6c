import type { WallView } from '../../api/contracts/remote.ts';

type Tiles = WallView['tiles'];

/** What may be said at the most, as the contract has it. */
const most = { tiles: 60, figures: 200, text: 200, reading: 80 };

/** The tiles and figures that stand on the wall, as a person sees them. */
export function tilesOf(stage: ParentNode): Tiles {
  return [...stage.querySelectorAll<HTMLElement>('.tile[aria-label]')].slice(0, most.tiles).map((tile) => ({
    title: (tile.getAttribute('aria-label') ?? '').slice(0, most.text),
    figures: [...tile.querySelectorAll<HTMLElement>('button.number[data-question]')]
      .slice(0, most.figures)
      .map(({ dataset, textContent }) => ({
        name: (dataset.name ?? '').slice(0, most.text),
        reading: textContent.replaceAll(/\s/g, '').slice(0, most.reading),
        question: dataset.question ?? '',
      })),
  }));
}
