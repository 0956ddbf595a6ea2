#include "views/adjacency/gzip.h"

#include <array>
#include <new>
#include <zlib.h>

namespace feedwitness::views::adjacency {
namespace {

constexpr int kWindow = 15 + 16;  // 16: with a gzip header
constexpr int kMemory = 8;        // zlib's own choice
constexpr int kUnknownSystem = 255;

}  // namespace

struct Gzip::State {
  z_stream stream{};
  gz_header header{};
  std::string file;

  void deflate_all(int flush) {
    std::array<unsigned char, 16'384> buffer{};
    do {
      stream.next_out = buffer.data();
      stream.avail_out = buffer.size();
      deflate(&stream, flush);
      file.append(reinterpret_cast<const char*>(buffer.data()), buffer.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  }
};

Gzip::Gzip() : state_{std::make_unique<State>()} {
  // It fails for want of memory alone.
  if (deflateInit2(&state_->stream, Z_BEST_COMPRESSION, Z_DEFLATED, kWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc{};
  }
  state_->header.os = kUnknownSystem;
  deflateSetHeader(&state_->stream, &state_->header);
}

Gzip::~Gzip() { deflateEnd(&state_->stream); }

void Gzip::add(std::string_view text) {
  // zlib reads what it takes for writable.
  state_->stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  state_->stream.avail_in = static_cast<uInt>(text.size());
  state_->deflate_all(Z_NO_FLUSH);
}

std::string Gzip::finish() {
  state_->deflate_all(Z_FINISH);
  return std::move(state_->file);
}

}  // namespace feedwitness::views::adjacency
