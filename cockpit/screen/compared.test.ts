import { describe, expect, it } from 'vitest';
import { computed } from 'vue';
import { fakeRow } from '../wire/fake-answers.ts';
import { compared, pageOf } from './compared.ts';
import { comparedQuery, publishedQuery } from './overview-queries.ts';

const url = 'http://www.wzrd.gov.cn/art/2024/10/15/art_1382198_58927060.html';
const answers = (published: number | null, own: number | null) =>
  [
    {
      query: computed(() => publishedQuery('收入')),
      row: computed(() => fakeRow(published, { source_url: url })),
    },
    { query: computed(() => comparedQuery('revenue')), row: computed(() => fakeRow(own)) },
  ] as const;

describe('compared', () => {
  it('is equal to the last digit of the page, and links to it', () => {
    expect(compared('revenue', '收入', ...answers(13_890_000_000, 13_890_000_000))).toMatchObject({
      equal: true,
      difference: 0,
      page: url,
      publishedQuery: { filters: { source_url: [url] } },
    });
    expect(compared('revenue', '收入', ...answers(13_890_000_000, 13_890_499_999))).toMatchObject({
      equal: true,
    });
  });

  it('tells a difference', () => {
    expect(compared('revenue', '收入', ...answers(13_890_000_000, 13_889_000_000))).toMatchObject({
      equal: false,
      difference: -1_000_000,
    });
  });

  it('says nothing while one side is missing', () => {
    expect(compared('revenue', '收入', ...answers(null, 1))).toBeNull();
    expect(compared('revenue', '收入', ...answers(1, null))).toBeNull();
  });

  it('links to pages only', () => {
    expect(pageOf('javascript:alert(1)')).toBeNull();
    expect(pageOf(null)).toBeNull();
    expect(pageOf('https://example.org/')).toBe('https://example.org/');
  });
});
