-- KEYS[1]: the last messages of a room. ARGV[1]: whose of them are taken away.
for _, frame in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if cjson.decode(frame).from == ARGV[1] then
    redis.call('ZREM', KEYS[1], frame)
  end
end
