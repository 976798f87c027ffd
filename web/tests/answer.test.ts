import { describe, expect, test } from 'vitest';
import { answerView } from '../src/answer/answer_view';
import { groupByPlan } from '../src/answer/group';
import { candidatesView, problemView } from '../src/answer/other_views';
import { ApiProblem } from '../src/api/problem';
import type { Answer } from '../src/api/model';
import { draw, words } from './draw';
import { contextFor, kAnswer, kPlan, kRestriction } from './fixture';

describe('the answer in words', () => {
  const page = draw(answerView(kAnswer, contextFor('vi')));

  test('says which parcel, under both names of its commune', () => {
    expect(words(page.querySelector('h2'))).toBe('Thửa đất số 16, tờ bản đồ số 10');
    expect(words(page.querySelector('.commune'))).toContain('nay thuộc xã Củ Chi');
  });

  test('gives area, share and decision', () => {
    const topic = page.querySelector('[data-topic="zoning_plan"]');
    expect(words(topic)).toContain('398,2 m²');
    expect(words(topic)).toContain('77,8%');
    expect(words(topic)).toContain('12/QĐ-UBND');
    expect(words(topic)).toContain('20/03/2015');
    expect(words(topic)).toContain('Ủy ban nhân dân');
    expect(topic?.querySelector('.documents a')?.getAttribute('href')).toBe('/documents/00.pdf');
  });

  test('keeps the three states apart in words and in form', () => {
    expect(words(page.querySelector('[data-state="no_data"]'))).toContain('Chưa có dữ liệu');
    expect(words(page.querySelector('[data-state="no_data"]'))).toContain('Chưa có đồ án nào.');
    expect(words(page.querySelector('[data-state="no_data"]'))).not.toContain('Không ảnh hưởng');
    expect(words(page.querySelector('[data-state="not_concerned"]'))).toContain('Không ảnh hưởng');
    expect(page.querySelector('[data-state="no_data"]')?.className).not.toBe(page.querySelector('[data-state="not_concerned"]')?.className);
    expect(words(page.querySelector('.caution'))).toContain('không có nghĩa là không bị ảnh hưởng');
  });

  test('says how it rounds, from which edition, with which check code', () => {
    expect(words(page.querySelector('.colophon'))).toContain('làm tròn đến 0,1 m²');
    expect(words(page.querySelector('.colophon'))).toContain('0123 4567 89ab');
    expect(words(page.querySelector('.disclaimer'))).toBe('Chỉ để tham khảo.');
  });

  test('has no style attribute', () => expect(page.querySelector('[style]')).toBeNull());

  test('is there in English', () => {
    expect(words(draw(answerView(kAnswer, contextFor('en'))))).toContain('398.2 m²');
  });
});

describe('special answers', () => {
  const withTopics = (topics: Answer['topics']): Answer => ({ ...kAnswer, topics });

  test('nothing but "no data" does not claim that the parcel is free', () => {
    const page = draw(answerView(withTopics([{ topic: 'a', name: 'A', state: 'no_data', reason_code: 'no_plan' }]), contextFor('vi')));
    expect(words(page.querySelector('.lead'))).toContain('chưa thấy');
    expect(words(page)).not.toContain('không bị ảnh hưởng bởi đồ án nào');
  });

  test('a part outside every plan is called unknown', () => {
    const page = draw(answerView(withTopics([{ topic: 'zoning_plan', name: 'Phân khu', state: 'concerned', reason_code: 'partly_covered', restrictions: [kRestriction] }]), contextFor('vi')));
    expect(words(page.querySelector('.partly'))).toContain('113,4 m²');
    expect(words(page.querySelector('.partly'))).toContain('chưa có dữ liệu');
  });

  test('overlapping plans draw no bar of parts', () => {
    const twice = [kRestriction, { ...kRestriction, zone: { ...kRestriction.zone, code: 'O-2' } }];
    expect(draw(answerView(withTopics([{ topic: 'zoning_plan', name: 'P', state: 'concerned', restrictions: twice }]), contextFor('vi'))).querySelector('.share-bar')).toBeNull();
  });

  test('an area too small to print is said to need a survey', () => {
    const tiny = { ...kRestriction, area_m2: 0.001, share_percent: 0.0002 };
    const page = draw(answerView(withTopics([{ topic: 'road_boundary', name: 'L', state: 'concerned', restrictions: [tiny] }]), contextFor('vi')));
    expect(words(page)).toContain('dưới 0,1 m²');
    expect(words(page.querySelector('.uncertain'))).toContain('cần đo đạc');
  });

  test('zones of one plan ahead stand under one heading', () => {
    const changes = [kRestriction, { ...kRestriction, zone: { code: 'O-2' } }].map((change) => ({ ...change, topic: 'zoning_plan' }));
    const page = draw(answerView({ ...kAnswer, changes }, contextFor('vi')));
    expect(page.querySelectorAll('.change')).toHaveLength(1);
    expect(page.querySelectorAll('.change .zone')).toHaveLength(2);
  });

  test('lines say length or distance', () => {
    const { area_m2: _area, share_percent: _share, ...line } = kRestriction;
    const crossing = { ...line, length_m: 12.34 };
    const near = { ...line, length_m: 0, distance_m: 5.06 };
    const page = draw(answerView(withTopics([{ topic: 'building_line', name: 'CGXD', state: 'concerned', restrictions: [crossing, near] }]), contextFor('vi')));
    expect(words(page)).toContain('12,3 m');
    expect(words(page)).toContain('Cách ranh thửa 5,1 m');
  });

  test('zones are grouped under their plan in order', () => {
    const other = { ...kRestriction, plan: { ...kPlan, id: 'p2' } };
    expect(groupByPlan([kRestriction, other, kRestriction]).map(({ plan, restrictions }) => [plan.id, restrictions.length])).toEqual([['p1', 2], ['p2', 1]]);
  });
});

describe('other panels', () => {
  test('an unknown parcel gives the date of the data and what is near', () => {
    const page = draw(problemView(new ApiProblem('PARCEL_UNKNOWN', 404, 'x', ['27553/10/16'], null), contextFor('vi')));
    expect(words(page)).toContain('20/11/2026');
    expect(words(page)).toContain('không có nghĩa là thửa đất không có quy hoạch');
    expect(page.querySelector('.near a')?.getAttribute('href')).toBe('/thua/27553/10/16');
    expect(page.querySelector('#retry')).toBeNull();
  });

  test('a network failure offers another try', () => {
    expect(draw(problemView(new ApiProblem('NETWORK', 0), contextFor('vi'))).querySelector('#retry')).not.toBeNull();
  });

  test('several parcels under one key are a choice', () => {
    const candidates = [1, 2].map((index) => ({ place: kAnswer.place, index }));
    const links = [...draw(candidatesView(candidates, contextFor('vi'))).querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/thua/27553/10/16?candidate=1', '/thua/27553/10/16?candidate=2']);
  });
});
