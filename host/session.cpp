#include "host/session.h"

#include <type_traits>
#include <utility>

#include "host/answer.h"
#include "store/retention.h"

namespace feedwitness::host {
namespace {

// A group is committed at this size at the latest: larger ones gain little, and all of it waits in memory.
constexpr std::size_t kGroupImpressions = 50;
constexpr std::size_t kGroupBytes = std::size_t{8} << 20U;

std::size_t html_bytes(const store::Capture& capture) {
  std::size_t bytes = 0;
  for (const store::Impression& impression : capture.impressions) bytes += impression.html.size();
  return bytes;
}

}  // namespace

void Session::receive(const FrameReader::Frame& frame) {
  using Kind = FrameReader::Kind;
  if (frame.kind == Kind::empty) return refuse(std::nullopt, {ErrorCode::bad_request, "the frame is empty"});
  if (frame.kind != Kind::message) {
    return refuse(std::nullopt, {ErrorCode::too_large, "a frame is at most " + std::to_string(kIncomingLimit) +
                                                           " bytes; send html in parts"});
  }
  Message message = read_message(frame.body);
  if (!message.request) return refuse(message.id, message.request.error());
  std::visit(
      [&](auto&& request) {
        using Type = std::decay_t<decltype(request)>;
        if (!welcomed_ && !std::is_same_v<Type, Hello>) {
          return refuse(message.id, {ErrorCode::bad_request, "say hello first"});
        }
        if (!std::is_same_v<Type, Capture>) flush();
        answer(*message.id, std::forward<decltype(request)>(request));
      },
      std::move(*message.request));
}

void Session::flush() {
  if (waiting_.empty()) return;
  const auto waiting = std::exchange(waiting_, {});
  const auto captures = std::exchange(captures_, {});
  waiting_impressions_ = 0;
  waiting_bytes_ = 0;
  const auto stored = store_->add(captures, outside_.now());
  if (!stored) outside_.log("the store took no captures: " + stored.error().message);
  for (std::size_t at = 0; at < waiting.size(); ++at) {
    send(stored ? stored_answer(waiting[at].id, (*stored)[at], waiting[at].rejected)
                : error_answer(waiting[at].id, stored.error()));
  }
  idle_due_ = true;
}

bool Session::idle() {
  if (!idle_due_) return false;
  const auto older = store::drop_old_html(*store_, outside_.now());
  const auto more = older && *older ? older : store_->idle();
  for (const auto* done : {&older, &more}) {
    if (!*done) outside_.log("the store's work in a quiet moment failed: " + done->error().message);
  }
  idle_due_ = more && *more;
  return idle_due_;
}

void Session::answer(std::int64_t id, Hello&& hello) {
  if (hello.protocol != kProtocol) {
    return refuse(id, {ErrorCode::unknown_protocol, "this host speaks protocol " + std::to_string(kProtocol) +
                                                        " alone; update feedwitness or the extension"});
  }
  if (!store_) {
    auto opened = outside_.open_store();
    if (!opened) {
      outside_.log("the store cannot be opened: " + opened.error().message);
      return refuse(id, opened.error());
    }
    store_.emplace(std::move(*opened));
  }
  const auto supporter = store_->supporter();
  if (!supporter) return refuse(id, supporter.error());
  const auto consent = store_->consent();
  if (!consent) return refuse(id, consent.error());
  welcomed_ = true;
  idle_due_ = true;  // time has passed since the last visit
  send(welcome_answer(id, *supporter, *consent));
}

void Session::answer(std::int64_t id, Capture&& capture) {
  auto read = this->read(std::move(capture));
  if (!read) return refuse(id, read.error());
  waiting_impressions_ += read->capture.impressions.size();
  waiting_bytes_ += html_bytes(read->capture);
  captures_.push_back(std::move(read->capture));
  waiting_.push_back({id, std::move(read->rejected)});
  if (waiting_impressions_ >= kGroupImpressions || waiting_bytes_ >= kGroupBytes) flush();
}

void Session::answer(std::int64_t id, Part&& part) {
  const auto added = parts_.add(part.name, part.number, part.html);
  if (!added) return refuse(id, added.error());
  send(part_answer(id, part.name, part.number));
}

void Session::answer(std::int64_t id, Query&& query) {
  const Send send = [this](std::string_view json) {
    store_->pause();  // the browser may take its time
    return outside_.send(json);
  };
  const auto pages = [&](auto paged) {
    const auto sink = [&](std::string_view piece) { return paged.add(piece); };
    auto asked = views::ask(*query.view, *store_, query.parameters, outside_.now(), sink);
    return asked ? paged.finish() : asked;
  };
  const auto answered = query.view->gives == "rows" ? pages(RowPages(id, send)) : pages(TextPages(id, send));
  if (!answered) refuse(id, answered.error());
}

void Session::answer(std::int64_t id, Delete&& request) {
  if (request.dry_run) {
    const auto counts = store_->preview(request.what);
    return counts ? send(preview_answer(id, *counts)) : refuse(id, counts.error());
  }
  const auto receipt = store_->remove(request.what, outside_.now());
  receipt ? send(deleted_answer(id, *receipt)) : refuse(id, receipt.error());
}

void Session::answer(std::int64_t id, AskStatus&& request) {
  if (request.from) {
    const auto counts = store_->counts_since(*request.from);
    return counts ? send(counts_answer(id, *counts)) : refuse(id, counts.error());
  }
  const auto found = report(*store_);
  found ? send(status_answer(id, outside_.folder, *found)) : refuse(id, found.error());
}

void Session::answer(std::int64_t id, Ping&& /*request*/) { send(pong_answer(id)); }

void Session::answer(std::int64_t id, ConsentChange&& change) {
  const auto consent = changed(change);
  if (!consent) return refuse(id, consent.error());
  const auto kept = store_->set_consent(*consent);
  kept ? send(consent_answer(id, *consent)) : refuse(id, kept.error());
}

void Session::answer(std::int64_t id, KeepHtml&& request) {
  const auto kept = store::keep_html(*store_, request.days);
  idle_due_ = true;
  kept ? send(retention_answer(id, request.days)) : refuse(id, kept.error());
}

Result<store::Consent> Session::changed(const ConsentChange& change) {
  store::Consent consent{change.version, change.text_hash, change.locale, change.time, std::nullopt};
  if (!change.withdrawn) return consent;
  const auto given = store_->consent();
  if (!given) return given.error();
  if (!*given || (*given)->version != change.version || (*given)->text_hash != change.text_hash) {
    return Error{ErrorCode::not_found, "there is no consent of this version and text to withdraw"};
  }
  consent = **given;
  consent.withdrawn_at = change.time;
  return consent;
}

Result<intake::Read> Session::read(Capture&& capture) {
  if (auto* page = std::get_if<Capture::Page>(&capture.shown)) {
    if (const auto joined = join(page->html); !joined) return joined.error();
    return intake::read_page(capture.timeline, page->time, page->html.text, capture.utc_offset);
  }
  std::vector<intake::Received> received;
  for (Capture::Impression& impression : std::get<std::vector<Capture::Impression>>(capture.shown)) {
    if (const auto joined = join(impression.html); !joined) return joined.error();
    impression.received.html = std::move(impression.html.text);
    received.push_back(std::move(impression.received));
  }
  return intake::read_impressions(capture.timeline, std::move(received), capture.language, capture.utc_offset);
}

Result<void> Session::join(Html& html) {
  if (html.name.empty()) return {};
  auto whole = parts_.take(html.name, html.parts);
  if (!whole) return whole.error();
  html.text = std::move(*whole);
  return {};
}

void Session::send(std::string_view json) {
  if (!gone_) gone_ = !outside_.send(json);
}

void Session::refuse(std::optional<std::int64_t> id, const Error& error) {
  flush();
  outside_.log("refused with " + std::string(name_of(error.code)));
  send(error_answer(id, error));
}

}  // namespace feedwitness::host
