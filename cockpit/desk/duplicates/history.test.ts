import { describe, expect, it } from 'vitest';
import type { SuggestionEntry } from '../../../api/contracts/duplicates.ts';
import { chainOf, historyOf } from './history.ts';

const entry = (change: Partial<SuggestionEntry>): SuggestionEntry => ({
  id: 'JY2019-0001',
  title: '关于增设公交站的建议',
  body: '建议增设公交站。',
  sessionYear: 2019,
  session: '市十三届人大四次会议',
  category: 'urban_environment',
  leadSigner: 'D1',
  cosigners: 0,
  area: null,
  areaName: null,
  townshipName: null,
  leadHandler: null,
  leadHandlerName: null,
  coHandlerNames: null,
  resultClass: null,
  satisfactionHandling: null,
  satisfactionResult: null,
  mergedInto: null,
  keySupervised: false,
  answeredInTime: null,
  promiseKept: null,
  submittedOn: '2019-01-20',
  handedOverOn: null,
  answeredOn: null,
  closedOn: null,
  promisedBy: null,
  fulfilledOn: null,
  batch: 'b',
  row: 1,
  ...change,
});

describe('historyOf', () => {
  it.each([
    [{}, '2019年提出，尚未答复'],
    [
      { answeredOn: '2019-05-01', resultClass: 'B', promisedBy: '2023-12-31', promiseKept: false },
      '2019年提出，答复为B类，承诺2023年完成，未兑现',
    ],
    [
      { answeredOn: '2019-05-01', resultClass: 'B', promisedBy: '2027-12-31', promiseKept: null },
      '2019年提出，答复为B类，承诺2027年完成，未到期',
    ],
    [
      {
        answeredOn: '2019-09-01',
        resultClass: 'A',
        answeredInTime: false,
        satisfactionResult: 'dissatisfied',
      },
      '2019年提出，答复为A类，答复逾期，代表对结果不满意',
    ],
    [
      { mergedInto: 'JY2019-0002', answeredOn: '2019-05-01', resultClass: 'C' },
      '2019年提出，并入 JY2019-0002 办理，答复为C类',
    ],
    [
      { answeredOn: '2019-05-01', resultClass: 'A', fulfilledOn: '2020-03-01' },
      '2019年提出，答复为A类，2020年落实',
    ],
  ] as const)('%j reads as a person would write it', (change, text) => {
    expect(historyOf(entry(change)).join('，')).toBe(text);
  });
});

describe('chainOf', () => {
  it('tells the years, oldest first, and nothing of a single one', () => {
    expect(
      chainOf([entry({ sessionYear: 2021 }), entry({ sessionYear: 2019 }), entry({ sessionYear: 2021 })]),
    ).toBe('2019、2021年先后提出');
    expect(chainOf([entry({})])).toBeNull();
  });
});
