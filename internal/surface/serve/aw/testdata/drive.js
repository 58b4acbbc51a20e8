// Drives a server with ActivityWatch's own client for npm and says what came
// back: node drive.js http://127.0.0.1:15600 path/to/aw-client
const { AWClient } = require(process.argv[3]);
const client = () => new AWClient('backsight-drive', { baseURL: process.argv[2], testing: true });
const say = (what, v) => console.log(what, JSON.stringify(v));
const start = Date.parse('2026-11-20T10:00:00.000Z');
const at = s => new Date(start + s * 1000);
const beat = (s, app) => ({ timestamp: at(s), duration: 0, data: { app, title: 't' } });
const shape = events => events.map(e => [e.data.app, (e.timestamp - start) / 1000, e.duration]);
const refused = async what => {
  try { await what(); } catch (e) { return e.response ? e.response.status : e.status || String(e.message).slice(0, 40); }
  return 'not refused';
};

(async () => {
  const c = client();
  const { hostname, testing } = await c.getInfo();
  say('info', [typeof hostname, testing]);

  const late = 'late_host';
  say('made', [(await c.ensureBucket(late, 'currentwindow', 'host')).alreadyExist, (await c.ensureBucket(late, 'currentwindow', 'host')).alreadyExist]);
  for (const [s, app] of [[0, 'a'], [5, 'a'], [24, 'a'], [50, 'b'], [48, 'a'], [55, 'b']]) await c.heartbeat(late, 20, beat(s, app));
  say('late', shape(await c.getEvents(late)));
  say('cut', shape(await c.getEvents(late, { start: at(1), end: at(30), limit: 1 })));

  // Four connections at once, each with every fourth heartbeat of one stretch.
  const four = 'four_host', lanes = [0, 1, 2, 3];
  await c.ensureBucket(four, 'currentwindow', 'host');
  await Promise.all(lanes.map(async lane => {
    const one = client();
    for (let s = lane; s < 200; s += 4) await one.heartbeat(four, 20, beat(s, 'a'));
  }));
  say('four', shape(await c.getEvents(four)));

  await c.insertEvents(late, [{ timestamp: at(100), duration: 10, data: { app: 'x' } }, { timestamp: at(120), duration: 5, data: { app: 'y' } }]);
  const [last] = await c.getEvents(late, { limit: 1 });
  await c.replaceEvent(late, { id: last.id, timestamp: at(120), duration: 7, data: { app: 'y' } });
  const [longer] = await c.getEvents(late, { limit: 1 });
  say('replaced', shape([longer]));
  await c.deleteEvent(late, longer.id);
  say('count', await c.countEvents(late, at(0), at(3600)));

  const period = [{ start: at(-60), end: at(3600) }];
  const lines = ['w = flood(query_bucket(find_bucket("late_")));', 'RETURN = {"sum": sum_durations(w), "top": merge_events_by_keys(w, ["app"])};'];
  say('query', (await c.query(period, lines)).map(r => [r.sum, r.top.map(e => [e.data.app, e.duration])]));
  say('bad query', await refused(() => c.query(period, ['RETURN = nope(1);'])));
  say('no bucket', await refused(() => c.getBucketInfo('nope')));
  say('heartbeat into none', await refused(() => c.heartbeat('nope', 20, beat(0, 'a'))));

  if (c.set_setting) {
    await c.set_setting('classes', [{ name: ['Work'] }]);
    say('setting', await c.get_setting('classes'));
  } else say('setting', [{ name: ['Work'] }]);
  await c.deleteBucket(four);
  say('buckets', Object.keys(await c.getBuckets()));
})().catch(e => { console.error('failed:', e.message, e.response && e.response.data); process.exit(1); });
