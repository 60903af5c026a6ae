-- Keeps what was published of a room for whoever inspects it. Safe to run twice, and by several instances in any order.
-- KEYS: the head, the last messages
-- ARGV: head, milliseconds to keep both, how many messages, then seq and frame of each message
local head = tonumber(redis.call('GET', KEYS[1]) or '0') or 0
if tonumber(ARGV[1]) > head then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
for i = 4, #ARGV, 2 do
  local there = redis.call('ZRANGEBYSCORE', KEYS[2], ARGV[i], ARGV[i])[1]
  if not there then
    redis.call('ZADD', KEYS[2], ARGV[i], ARGV[i + 1])
  end
end
if #ARGV > 3 then
  redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[3]))
  redis.call('PEXPIRE', KEYS[2], ARGV[2])
end
return redis.status_reply('OK')
