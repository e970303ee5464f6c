import { expect, test } from 'vitest';
import { chance } from './chance.ts';
import { fitConditionalLogit, type Choice } from './conditional-logit.ts';

const random = chance(4);
const gumbel = (): number => -Math.log(-Math.log(random()));

function made(count: number, truth: readonly number[], spread: readonly number[]): readonly Choice[] {
  return Array.from({ length: count }, () => {
    const alternatives = Array.from({ length: 5 }, () => spread.map((width) => width * (random() - 0.5)));
    const uses = alternatives.map((row) =>
      row.reduce((sum, value, index) => sum + value * (truth[index] ?? 0), gumbel()),
    );
    return { alternatives, chosen: uses.indexOf(Math.max(...uses)) };
  });
}

test('finds the weights that choices were made by, whatever the columns are measured in', () => {
  const [first = 0, second = 0, third = 0] = fitConditionalLogit(
    made(4000, [2, -0.01, 0], [2, 300, 2]),
    1e-6,
  );
  expect(first).toBeCloseTo(2, 0);
  expect(second).toBeCloseTo(-0.01, 2);
  expect(Math.abs(third)).toBeLessThan(0.15);
});

test('with two alternatives it is a logistic regression on their difference, without a bias', () => {
  // Odds of 3 to 1 for one step apart: ln 3.
  const apart = (chosen: number): Choice => ({ alternatives: [[1], [0]], chosen });
  const choices = [
    ...Array.from({ length: 30 }, () => apart(0)),
    ...Array.from({ length: 10 }, () => apart(1)),
  ];
  expect(fitConditionalLogit(choices, 1e-9)[0]).toBeCloseTo(Math.log(3), 6);
});

test('a ridge keeps weights finite where the choice is always the same', () => {
  const always: Choice = { alternatives: [[1], [0]], chosen: 0 };
  const [weight = Number.NaN] = fitConditionalLogit(
    Array.from({ length: 20 }, () => always),
    1,
  );
  expect(weight).toBeGreaterThan(1);
  expect(weight).toBeLessThan(20);
});

test('a first step that goes too far is taken back: most alternatives differ from the chosen by far', () => {
  const choices = Array.from({ length: 50 }, (_, at): Choice => ({
    alternatives: [
      [1, 1],
      ...Array.from({ length: 60 }, () => [random() * (at % 5 === 0 ? 1.2 : 0.2), random()]),
    ],
    chosen: 0,
  }));
  const [first = Number.NaN, second = Number.NaN] = fitConditionalLogit(choices, 0.1);
  expect(first).toBeGreaterThan(1);
  expect(second).toBeGreaterThan(0);
  expect(first).toBeLessThan(100);
});
