// The physical limit: each model written out by hand over a binary heap, with nothing general about it.
// Prints CPU seconds, events, and the means of BATCHES batches of response times (s).
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <string>
#include <vector>

// xoshiro256++ (D. Blackman and S. Vigna), seeded by splitmix64.
struct Random {
  uint64_t s[4];
  explicit Random(uint64_t seed) {
    for (auto& word : s) {
      uint64_t z = (seed += 0x9e3779b97f4a7c15);
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
      word = z ^ (z >> 31);
    }
  }
  static uint64_t rotate(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  double exponential(double mean) {
    const uint64_t bits = rotate(s[0] + s[3], 23) + s[0];
    const uint64_t t = s[1] << 17;
    s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return -std::log((double(bits >> 11) + 0.5) * 0x1.0p-53) * mean;
  }
};

struct Event {
  double time;
  uint64_t serial;
  int code, arg;
  bool operator<(const Event& other) const {  // std heaps keep the largest on top
    return time > other.time || (time == other.time && serial > other.serial);
  }
};

struct Calendar {
  std::vector<Event> heap;
  uint64_t serial = 0, fired = 0;
  double now = 0;
  void schedule(double time, int code, int arg) {
    heap.push_back({time, serial++, code, arg});
    std::push_heap(heap.begin(), heap.end());
  }
  Event next() {
    std::pop_heap(heap.begin(), heap.end());
    const Event event = heap.back();
    heap.pop_back();
    now = event.time;
    fired++;
    return event;
  }
};

struct Statistics {
  static constexpr int BATCHES = 21;
  long perBatch, done = 0;
  double sums[BATCHES] = {};
  explicit Statistics(long jobs) : perBatch(jobs / BATCHES) {}
  bool add(double response) {  // false once all jobs are done
    sums[done / perBatch] += response;
    return ++done < perBatch * BATCHES;
  }
};

constexpr int ARRIVAL = 0, SERVED = 1, CPU_DONE = 2;

void mm1(Calendar& events, Random& random, Statistics& statistics, double meanArrival, double meanService) {
  std::deque<double> waiting;  // arrival times; the head is in service
  events.schedule(random.exponential(meanArrival), ARRIVAL, 0);
  for (;;) {
    if (events.next().code == ARRIVAL) {
      waiting.push_back(events.now);
      if (waiting.size() == 1) events.schedule(events.now + random.exponential(meanService), SERVED, 0);
      events.schedule(events.now + random.exponential(meanArrival), ARRIVAL, 0);
    } else {
      const bool more = statistics.add(events.now - waiting.front());
      waiting.pop_front();
      if (!waiting.empty()) events.schedule(events.now + random.exponential(meanService), SERVED, 0);
      if (!more) return;
    }
  }
}

void closed(Calendar& events, Random& random, Statistics& statistics, int users, double think, int servers, double service) {
  std::vector<double> since(users);
  std::deque<int> waiting;
  int free = servers;
  for (int user = 0; user < users; user++) events.schedule(random.exponential(think), ARRIVAL, user);
  for (;;) {
    const Event event = events.next();
    if (event.code == ARRIVAL) {
      since[event.arg] = events.now;
      if (free > 0) {
        free--;
        events.schedule(events.now + random.exponential(service), SERVED, event.arg);
      } else {
        waiting.push_back(event.arg);
      }
    } else {
      const bool more = statistics.add(events.now - since[event.arg]);
      events.schedule(events.now + random.exponential(think), ARRIVAL, event.arg);
      if (waiting.empty()) {
        free++;
      } else {
        events.schedule(events.now + random.exponential(service), SERVED, waiting.front());
        waiting.pop_front();
      }
      if (!more) return;
    }
  }
}

void nested(Calendar& events, Random& random, Statistics& statistics, int users, double think, int workers, double cpu,
            int connections, double held) {
  std::vector<double> since(users);
  std::deque<int> forWorker, forConnection;
  int freeWorkers = workers, freeConnections = connections;
  for (int user = 0; user < users; user++) events.schedule(random.exponential(think), ARRIVAL, user);
  for (;;) {
    const Event event = events.next();
    const int user = event.arg;
    if (event.code == ARRIVAL) {
      since[user] = events.now;
      if (freeWorkers > 0) {
        freeWorkers--;
        events.schedule(events.now + random.exponential(cpu), CPU_DONE, user);
      } else {
        forWorker.push_back(user);
      }
    } else if (event.code == CPU_DONE) {
      if (freeConnections > 0) {
        freeConnections--;
        events.schedule(events.now + random.exponential(held), SERVED, user);
      } else {
        forConnection.push_back(user);
      }
    } else {
      const bool more = statistics.add(events.now - since[user]);
      events.schedule(events.now + random.exponential(think), ARRIVAL, user);
      if (forConnection.empty()) {
        freeConnections++;
      } else {
        events.schedule(events.now + random.exponential(held), SERVED, forConnection.front());
        forConnection.pop_front();
      }
      if (forWorker.empty()) {
        freeWorkers++;
      } else {
        events.schedule(events.now + random.exponential(cpu), CPU_DONE, forWorker.front());
        forWorker.pop_front();
      }
      if (!more) return;
    }
  }
}

int main(int count, char** arguments) {
  const auto number = [&](int i) { return i < count ? std::atof(arguments[i]) : 0.0; };
  const std::string model = arguments[1];
  Statistics statistics(long(number(2)));
  Random random(uint64_t(number(3)));
  Calendar events;
  const clock_t start = clock();
  if (model == "S1") mm1(events, random, statistics, number(4), number(5));
  else if (model == "S2") closed(events, random, statistics, int(number(4)), number(5), int(number(6)), number(7));
  else nested(events, random, statistics, int(number(4)), number(5), int(number(6)), number(7), int(number(8)), number(9));
  const double seconds = double(clock() - start) / CLOCKS_PER_SEC;
  std::printf("{\"jobs\":%ld,\"seconds\":%.6f,\"events\":%llu,\"batchMeans\":[", statistics.done, seconds,
              (unsigned long long)events.fired);
  for (int i = 0; i < Statistics::BATCHES; i++)
    std::printf("%s%.9g", i == 0 ? "" : ",", statistics.sums[i] / double(statistics.perBatch));
  std::printf("]}\n");
}
