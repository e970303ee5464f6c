import type { Column, Contract } from '../../contract.ts';
import { passed } from '../lifecycle.ts';
import { projectId, projectYear } from './project.ts';

const count = (name: string, title: string, description: string): Column => ({
  name,
  title,
  type: 'integer',
  min: 0,
  max: 10_000,
  description,
});

/** Results after the close only: there is no partial count anywhere. */
export const votes: Contract = {
  id: 'livelihood.votes',
  title: '民生实事票决结果',
  owner: '市人大常委会代表工作委员会',
  grain: '项目 × 票决轮次',
  columns: [
    projectId,
    projectYear,
    {
      name: 'round',
      title: '轮次',
      type: 'integer',
      min: 1,
      max: 9,
      description: 'A void vote is taken again.',
    },
    { name: 'voted_on', title: '票决日期', type: 'date', description: 'Voted on.' },
    {
      name: 'method',
      title: '票决方式',
      type: 'code',
      codes: { each: ['逐项表决', '等额票决'], choose: ['差额票决'] },
      description: 'Each project for itself, or a number of them out of more.',
    },
    count('seats', '应选项目数', 'Projects to be chosen; the number voted on when each is for itself.'),
    count('deputies', '全体代表数', 'All deputies there are.'),
    count('present', '到会代表数', 'Deputies present.'),
    count('issued', '发出票数', 'Ballots issued.'),
    count('returned', '收回票数', 'Ballots returned.'),
    count('unused', '未收回票数', 'Ballots not returned.'),
    count('invalid', '废票数', 'Returned and invalid.'),
    count('valid', '有效票数', 'Returned and valid.'),
    count('votes_for', '赞成', 'For.'),
    count('votes_against', '反对', 'Against.'),
    count('abstentions', '弃权', 'Abstained.'),
    { name: 'is_void', title: '是否作废', type: 'flag', description: 'The whole round is void.' },
    { name: 'passed', title: '是否通过', type: 'flag', description: 'Chosen.' },
  ],
  key: ['project_id', 'round'],
  partition: [{ name: 'project_year', value: 'cast(project_year as varchar)' }],
  asOf: 'voted_on',
  rules: [
    passed('票决日期晚于报送日期', 'voted_on'),
    {
      id: 'present-within-deputies',
      column: 'present',
      message: '到会代表数大于全体代表数，或发出票数大于到会代表数；请核对',
      holds: 'present <= deputies and issued <= present',
    },
    {
      id: 'returned-within-issued',
      column: 'returned',
      message: '收回票数大于发出票数的，本轮票决无效，应标明作废；请核对',
      holds: 'returned <= issued or is_void',
    },
    {
      id: 'issued-adds-up',
      column: 'issued',
      message: '发出票数应等于收回票数加未收回票数；请核对',
      holds: 'issued = returned + unused or is_void',
    },
    {
      id: 'returned-adds-up',
      column: 'valid',
      message: '收回票数应等于有效票数加废票数；请核对',
      holds: 'returned = valid + invalid or is_void',
    },
    {
      id: 'valid-adds-up',
      column: 'valid',
      message: '有效票数应等于赞成、反对、弃权之和；请核对',
      holds: 'valid = votes_for + votes_against + abstentions or is_void',
    },
    {
      id: 'quorum',
      column: 'present',
      message: '到会代表不足全体代表的三分之二，不能票决；应标明作废',
      holds: 'present * 3 >= deputies * 2 or is_void',
    },
    {
      id: 'void-passes-nothing',
      column: 'passed',
      message: '作废的轮次不应有通过的项目；请核对',
      holds: 'not (is_void and passed)',
    },
    {
      id: 'passed-by-all-deputies',
      column: 'passed',
      message: '赞成票过全体代表（不是到会代表）半数的才通过；逐项表决时过半数的都通过；请核对',
      holds:
        "is_void or ((not passed or votes_for * 2 > deputies) and (method <> 'each' or passed = (votes_for * 2 > deputies)))",
    },
  ],
};
