-- Has the last messages of a room be as they are after edits, deletes and reactions. Safe to run twice. Of a deleted message
-- a tombstone is left, also where it was not here: whoever publishes it later finds it deleted.
-- KEYS: the last messages
-- ARGV: milliseconds to keep them, how many, then the frame of each event, ascending
local function altered(message, event)
  if event.type == 'delete' then
    message = message or { type = 'message', room = event.room, seq = event.target }
    message.text, message.mentions, message.reactions, message.deleted = nil, nil, nil, true
    return message
  end
  if not message or message.deleted then
    return nil
  end
  if event.type == 'edit' then
    if event.seq <= (message.edited or 0) then
      return nil
    end
    message.text, message.mentions, message.edited = event.text, event.mentions, event.seq
    return message
  end
  local reactions, users = message.reactions or {}, {}
  for _, user in ipairs(reactions[event.emoji] or {}) do
    if user ~= event.from then
      users[#users + 1] = user
    end
  end
  if event.on then
    users[#users + 1] = event.from
  end
  reactions[event.emoji] = #users > 0 and users or nil
  message.reactions = next(reactions) and reactions or nil
  return message
end

for i = 3, #ARGV do
  local event = cjson.decode(ARGV[i])
  local found = redis.call('ZRANGEBYSCORE', KEYS[1], event.target, event.target)[1]
  local message = altered(found and cjson.decode(found), event)
  if message then
    redis.call('ZREMRANGEBYSCORE', KEYS[1], event.target, event.target)
    redis.call('ZADD', KEYS[1], event.target, cjson.encode(message))
  end
end
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return redis.status_reply('OK')
