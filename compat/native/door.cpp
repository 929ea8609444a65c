// The door: one calling convention into all of LibTorch's operators.
//
// LibTorch has no C API, but its dispatcher calls every operator in one way: push the arguments on a stack, call the
// operator boxed, pop the results. This file exposes that, and the few things that are no operators: a tensor's shape
// and memory, the autograd engine, random generators, threads. It keeps to the headers and functions that LibTorch
// 1.13 and 2.x share.
//
// Conventions. A tensor handle is a TensorImpl* that owns one reference; nullptr is "no tensor". A function returns 0,
// or 1 after a C++ exception whose message door_error() then gives (per thread). Nothing else crosses the border: no
// exception, no C++ object.

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/record_function.h>
#include <c10/util/Logging.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/version.h>

#include <chrono>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#define DOOR extern "C" __attribute__((visibility("default")))

namespace {

using c10::IValue;
using c10::TypeKind;
using TensorPointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

// Must agree with ValueTag in Value.cs.
enum Tag : int32_t {
    kDefault, kNone, kTensor, kInt, kDouble, kBool, kIntList, kDoubleList, kBoolList, kTensorList, kOptionalTensorList,
    kString, kScalarType, kDevice, kMemoryFormat, kLayout, kGenerator
};

// One argument or result. `count` is a list's or string's length, or a device's index; `bytes` is the memory that a
// resulting tensor brought into being.
struct Value {
    int32_t tag;
    int32_t count;
    union {
        int64_t i;
        double d;
        const void* p;
    };
    int64_t bytes;
};

// LibTorch writes the C++ stack into every error, which takes it most of a millisecond; here it is never shown.
const bool no_stack_traces = [] {
    c10::SetStackTraceFetcher([] { return std::string(); });
    return true;
}();

thread_local std::string error;
thread_local std::vector<IValue> stack;
thread_local std::vector<Value> results;

template <typename F>
int32_t guarded(F&& body) noexcept {
    try {
        body();
        return 0;
    } catch (const c10::Error& e) {
        error = e.what_without_backtrace();
    } catch (const std::exception& e) {
        error = e.what();
    } catch (...) {
        error = "an unknown C++ exception";
    }
    return 1;
}

at::Tensor borrow(const void* handle) {
    if (handle == nullptr) return {};
    return at::Tensor(TensorPointer::reclaim_copy(static_cast<c10::TensorImpl*>(const_cast<void*>(handle))));
}

at::Tensor defined(const void* handle) {
    TORCH_CHECK(handle != nullptr, "expected a tensor, found none");
    return borrow(handle);
}

std::vector<at::Tensor> borrow_all(void* const* handles, int32_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
    return tensors;
}

void push(at::Tensor tensor) {
    Value value{kTensor, 0, {0}, 0};
    if (tensor.defined()) {
        // A storage that nobody else holds is new memory; a view's was counted when its base was made.
        if (tensor.has_storage() && tensor.storage().use_count() == 1)
            value.bytes = static_cast<int64_t>(tensor.storage().nbytes());
        value.p = tensor.unsafeReleaseTensorImpl();
    } else {
        value.p = nullptr;
    }
    results.push_back(value);
}

void push(const IValue& result) {
    if (result.isTensor()) {
        push(result.toTensor());
    } else if (result.isTensorList()) {
        for (const auto& tensor : result.toTensorVector()) push(tensor);
    } else if (result.isBool()) {
        results.push_back({kBool, 0, {result.toBool()}, 0});
    } else if (result.isInt()) {
        results.push_back({kInt, 0, {result.toInt()}, 0});
    } else if (result.isDouble()) {
        Value value{kDouble, 0, {0}, 0};
        value.d = result.toDouble();
        results.push_back(value);
    } else if (result.isNone()) {
        results.push_back({kNone, 0, {0}, 0});
    } else {
        TORCH_CHECK(false, "a result of type ", result.tagKind(), " does not fit through the door");
    }
}

// What the schema wants of one argument, worked out once per operator.
struct Parameter {
    std::string name;
    TypeKind kind;
    TypeKind element;  // of a list
    bool optional;
    bool element_optional;
    int32_t fixed_length;  // of int[N], else 0
    c10::optional<IValue> default_value;
};

TypeKind plain(TypeKind kind) {
    switch (kind) {
        case TypeKind::SymIntType:
        case TypeKind::ScalarTypeType:
        case TypeKind::LayoutType:
        case TypeKind::MemoryFormatType: return TypeKind::IntType;
        case TypeKind::SymFloatType: return TypeKind::FloatType;
        default: return kind;
    }
}

Parameter describe(const c10::Argument& argument) {
    Parameter parameter{argument.name(), TypeKind::AnyType, TypeKind::AnyType, false, false,
                        argument.N().value_or(0), argument.default_value()};
    c10::TypePtr type = argument.type();
    if (auto optional = type->cast<c10::OptionalType>()) {
        parameter.optional = true;
        type = optional->getElementType();
    }
    parameter.kind = plain(type->kind());
    if (auto list = type->cast<c10::ListType>()) {
        c10::TypePtr element = list->getElementType();
        if (auto optional = element->cast<c10::OptionalType>()) {
            parameter.element_optional = true;
            element = optional->getElementType();
        }
        parameter.element = plain(element->kind());
    }
    return parameter;
}

struct Operator {
    c10::OperatorHandle handle;
    std::string name;
    std::vector<Parameter> parameters;
};

[[noreturn]] void mismatch(const Operator& op, const Parameter& parameter, const Value& value) {
    static const char* const tags[] = {"the default", "none", "a tensor", "an int", "a double", "a bool", "a list of ints",
        "a list of doubles", "a list of bools", "a list of tensors", "a list of optional tensors", "a string", "a dtype",
        "a device", "a memory format", "a layout", "a generator"};
    TORCH_CHECK(false, op.name, "(): argument '", parameter.name, "' cannot be ", tags[value.tag]);
    __builtin_unreachable();
}

IValue convert_list(const Operator& op, const Parameter& parameter, const Value& value) {
    switch (parameter.element) {
        case TypeKind::IntType:
            if (value.tag == kIntList) {
                auto first = static_cast<const int64_t*>(value.p);
                return std::vector<int64_t>(first, first + value.count);
            }
            if (value.tag == kInt) return std::vector<int64_t>(std::max(parameter.fixed_length, 1), value.i);
            break;
        case TypeKind::FloatType:
            if (value.tag == kDoubleList) {
                auto first = static_cast<const double*>(value.p);
                return std::vector<double>(first, first + value.count);
            }
            break;
        case TypeKind::BoolType:
            if (value.tag == kBoolList) {
                c10::List<bool> list;
                for (int32_t i = 0; i < value.count; i++) list.push_back(static_cast<const uint8_t*>(value.p)[i] != 0);
                return list;
            }
            break;
        case TypeKind::TensorType:
            if (value.tag == kTensorList || value.tag == kOptionalTensorList) {
                auto tensors = borrow_all(static_cast<void* const*>(value.p), value.count);
                if (parameter.element_optional) {
                    c10::List<c10::optional<at::Tensor>> list;
                    for (auto& tensor : tensors)
                        list.push_back(tensor.defined() ? c10::optional<at::Tensor>(tensor) : c10::nullopt);
                    return list;
                }
                for (auto& tensor : tensors)
                    TORCH_CHECK(tensor.defined(), op.name, "(): argument '", parameter.name, "' holds an undefined tensor");
                return tensors;
            }
            break;
        default: break;
    }
    mismatch(op, parameter, value);
}

IValue convert(const Operator& op, const Parameter& parameter, const Value& value) {
    if (value.tag == kDefault) {
        if (parameter.default_value) return *parameter.default_value;
        TORCH_CHECK(false, op.name, "(): argument '", parameter.name, "' has no default and was not given");
    }
    if (value.tag == kNone || (value.tag == kTensor && value.p == nullptr)) {
        TORCH_CHECK(parameter.optional, op.name, "(): argument '", parameter.name, "' must not be none");
        return {};
    }
    switch (parameter.kind) {
        case TypeKind::TensorType:
            if (value.tag == kTensor) return borrow(value.p);
            break;
        case TypeKind::NumberType:
            if (value.tag == kInt) return value.i;
            if (value.tag == kDouble) return value.d;
            if (value.tag == kBool) return value.i != 0;
            break;
        case TypeKind::FloatType:
            if (value.tag == kDouble) return value.d;
            if (value.tag == kInt) return static_cast<double>(value.i);
            break;
        case TypeKind::IntType:
            if (value.tag == kInt || value.tag == kScalarType || value.tag == kMemoryFormat || value.tag == kLayout)
                return value.i;
            break;
        case TypeKind::BoolType:
            if (value.tag == kBool) return value.i != 0;
            break;
        case TypeKind::StringType:
            if (value.tag == kString) return std::string(static_cast<const char*>(value.p), value.count);
            break;
        case TypeKind::DeviceObjType:
            if (value.tag == kDevice) return c10::Device(static_cast<c10::DeviceType>(value.i), static_cast<c10::DeviceIndex>(value.count));
            break;
        case TypeKind::GeneratorType:
            if (value.tag == kGenerator) return *static_cast<const at::Generator*>(value.p);
            break;
        case TypeKind::ListType: return convert_list(op, parameter, value);
        default: break;
    }
    mismatch(op, parameter, value);
}

void hand_over(const Value** out, int32_t* count) {
    *out = results.data();
    *count = static_cast<int32_t>(results.size());
}

c10::optional<bool> three_valued(int32_t flag) {
    return flag < 0 ? c10::nullopt : c10::optional<bool>(flag != 0);
}

}  // namespace

DOOR const char* door_error() { return error.c_str(); }

DOOR const char* door_version() { return TORCH_VERSION; }

// ---- Operators ----------------------------------------------------------------------------------------------------

DOOR int32_t door_operator(const char* name, const char* overload, Operator** out) {
    return guarded([&] {
        auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
        auto op = std::make_unique<Operator>(Operator{handle, name, {}});
        for (const auto& argument : handle.schema().arguments()) op->parameters.push_back(describe(argument));
        *out = op.release();  // lives as long as the process, as the operator does
    });
}

DOOR int32_t door_call(const Operator* op, const Value* arguments, int32_t count, const Value** out, int32_t* out_count) {
    return guarded([&] {
        TORCH_CHECK(count <= static_cast<int32_t>(op->parameters.size()), op->name, "() takes at most ",
                    op->parameters.size(), " arguments, ", count, " were given");
        // The stack is kept for its memory only: whichever way the call ends, no tensor may stay on it.
        struct Emptied {
            ~Emptied() { stack.clear(); }
        } emptied;
        const Value by_default{kDefault, 0, {0}, 0};
        for (int32_t i = 0; i < static_cast<int32_t>(op->parameters.size()); i++)
            stack.push_back(convert(*op, op->parameters[i], i < count ? arguments[i] : by_default));

        op->handle.callBoxed(&stack);

        results.clear();
        for (auto& result : stack) {
            // Moving the tensor out leaves its storage with one owner, which is how push() knows new memory.
            if (result.isTensor()) push(std::move(result).toTensor());
            else push(result);
        }
        hand_over(out, out_count);
    });
}

// ---- Tensors ------------------------------------------------------------------------------------------------------

DOOR void door_release(c10::TensorImpl* handle) {
    guarded([&] { TensorPointer::reclaim(handle).reset(); });
}

struct Description {
    int64_t dimensions, elements, storage_offset;
    int32_t scalar_type, device_type, device_index, layout;
    int32_t requires_grad, is_leaf, is_contiguous;
};

DOOR int32_t door_describe(void* handle, Description* out) {
    return guarded([&] {
        at::Tensor t = defined(handle);
        *out = {t.dim(), t.numel(), t.layout() == at::kStrided ? t.storage_offset() : 0, static_cast<int32_t>(t.scalar_type()),
                static_cast<int32_t>(t.device().type()), t.device().index(), static_cast<int32_t>(t.layout()),
                t.requires_grad(), t.is_leaf(), t.layout() == at::kStrided && t.is_contiguous()};
    });
}

DOOR int32_t door_shape(void* handle, int64_t* sizes, int64_t* strides) {
    return guarded([&] {
        at::Tensor t = defined(handle);
        if (sizes != nullptr) std::copy(t.sizes().begin(), t.sizes().end(), sizes);
        if (strides != nullptr) std::copy(t.strides().begin(), t.strides().end(), strides);
    });
}

DOOR int32_t door_data(void* handle, void** data) {
    return guarded([&] {
        at::Tensor t = defined(handle);
        TORCH_CHECK(t.device().is_cpu(), "the elements of a tensor on ", t.device(), " cannot be reached from the CPU; call cpu() first");
        *data = t.data_ptr();
    });
}

// ---- Autograd -----------------------------------------------------------------------------------------------------

DOOR int32_t door_set_requires_grad(void* handle, int32_t value) {
    return guarded([&] {
        at::Tensor t = defined(handle);
        TORCH_CHECK(t.is_leaf() || value, "you can only change requires_grad flags of leaf variables");
        t.set_requires_grad(value != 0);
    });
}

DOOR int32_t door_grad(void* handle, const Value** out, int32_t* count) {
    return guarded([&] {
        results.clear();
        push(at::Tensor(defined(handle).grad()));
        hand_over(out, count);
    });
}

DOOR int32_t door_set_grad(void* handle, void* grad) {
    return guarded([&] {
        at::Tensor t = defined(handle), g = borrow(grad);
        TORCH_CHECK(!g.defined() || (g.sizes() == t.sizes() && g.scalar_type() == t.scalar_type() && g.device() == t.device()),
                    "a gradient must have its tensor's shape, dtype and device");
        t.mutable_grad() = g;
    });
}

DOOR int32_t door_retain_grad(void* handle) {
    return guarded([&] { defined(handle).retain_grad(); });
}

DOOR int32_t door_backward(void* const* roots, int32_t root_count, void* const* grads, int32_t grad_count, int32_t retain_graph,
                           int32_t create_graph, void* const* inputs, int32_t input_count) {
    return guarded([&] {
        torch::autograd::backward(borrow_all(roots, root_count), borrow_all(grads, grad_count), three_valued(retain_graph),
                                  create_graph != 0, borrow_all(inputs, input_count));
    });
}

DOOR int32_t door_autograd_grad(void* const* outputs, int32_t output_count, void* const* inputs, int32_t input_count,
                                void* const* grads, int32_t grad_count, int32_t retain_graph, int32_t create_graph,
                                int32_t allow_unused, const Value** out, int32_t* count) {
    return guarded([&] {
        auto gradients = torch::autograd::grad(borrow_all(outputs, output_count), borrow_all(inputs, input_count),
                                               borrow_all(grads, grad_count), three_valued(retain_graph), create_graph != 0,
                                               allow_unused != 0);
        results.clear();
        for (auto& gradient : gradients) push(std::move(gradient));
        hand_over(out, count);
    });
}

DOOR int32_t door_grad_enabled() { return c10::GradMode::is_enabled(); }

DOOR void door_set_grad_enabled(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

// ---- Random generators --------------------------------------------------------------------------------------------

DOOR int32_t door_manual_seed(uint64_t seed) {
    return guarded([&] { at::manual_seed(seed); });
}

DOOR int32_t door_default_generator(int32_t device_type, int32_t device_index, at::Generator** out) {
    return guarded([&] {
        auto device = c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
        *out = new at::Generator(at::globalContext().defaultGenerator(device));
    });
}

DOOR int32_t door_new_generator(uint64_t seed, at::Generator** out) {
    return guarded([&] { *out = new at::Generator(at::make_generator<at::CPUGeneratorImpl>(seed)); });
}

DOOR void door_release_generator(at::Generator* generator) { delete generator; }

DOOR int32_t door_generator_seed(at::Generator* generator, int32_t fresh, uint64_t* seed) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator->mutex());
        *seed = fresh ? generator->seed() : generator->current_seed();
    });
}

DOOR int32_t door_generator_set_seed(at::Generator* generator, uint64_t seed) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator->mutex());
        generator->set_current_seed(seed);
    });
}

DOOR int32_t door_generator_state(at::Generator* generator, const Value** out, int32_t* count) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator->mutex());
        results.clear();
        push(generator->get_state());
        hand_over(out, count);
    });
}

DOOR int32_t door_generator_set_state(at::Generator* generator, void* state) {
    return guarded([&] {
        at::Tensor t = defined(state);
        TORCH_CHECK(t.scalar_type() == at::kByte && t.device().is_cpu(), "a generator's state is a uint8 tensor on the CPU");
        std::lock_guard<std::mutex> lock(generator->mutex());
        generator->set_state(t.contiguous());
    });
}

// ---- Threads and devices ------------------------------------------------------------------------------------------

DOOR int32_t door_num_threads(int32_t interop) { return interop ? at::get_num_interop_threads() : at::get_num_threads(); }

DOOR int32_t door_set_num_threads(int32_t interop, int32_t count) {
    return guarded([&] {
        if (interop) at::set_num_interop_threads(count);
        else at::set_num_threads(count);
    });
}

DOOR int32_t door_has_cuda() { return at::globalContext().hasCUDA(); }

// ---- Time by operator ---------------------------------------------------------------------------------------------

namespace {

// What an operator took in all, without what the operators that it called took; `flops` are multiplications and
// additions of matrix products and convolutions.
struct OperatorTime {
    const char* name;
    int64_t calls;
    double seconds, flops;
};

struct Call : at::ObserverContext {
    std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
    double inner = 0, flops = 0;
    Call* caller = nullptr;
};

std::map<std::string, OperatorTime> times_by_name;
std::vector<OperatorTime> times;
std::mutex times_lock;
at::CallbackHandle observer = 0;
thread_local Call* current_call = nullptr;

double product(c10::IntArrayRef sizes) { return static_cast<double>(c10::multiply_integers(sizes)); }

double flops_of(const at::RecordFunction& function) {
    static const std::set<std::string> counted{
        "aten::mm", "aten::bmm", "aten::addmm", "aten::baddbmm", "aten::baddbmm_", "aten::convolution", "aten::convolution_backward"};
    const std::string name = function.name();
    if (counted.count(name) == 0) return 0;
    const auto inputs = function.inputs();
    auto tensor = [&](size_t i) { return inputs[i].toTensor(); };
    auto product_of = [&](size_t a, size_t b) { return 2 * product(tensor(a).sizes()) * static_cast<double>(tensor(b).size(-1)); };
    if (name == "aten::mm" || name == "aten::bmm") return product_of(0, 1);
    if (name == "aten::addmm" || name == "aten::baddbmm" || name == "aten::baddbmm_") return product_of(1, 2);
    if (name == "aten::convolution") {
        const auto image = tensor(0), kernel = tensor(1);
        const auto stride = inputs[3].toIntVector(), padding = inputs[4].toIntVector(), dilation = inputs[5].toIntVector();
        double flops = 2 * product(kernel.sizes()) * static_cast<double>(image.size(0));
        for (int64_t i = 0; i < static_cast<int64_t>(stride.size()); i++)
            flops *= static_cast<double>((image.size(i + 2) + 2 * padding[i] - dilation[i] * (kernel.size(i + 2) - 1) - 1) / stride[i] + 1);
        return flops;
    }
    if (name == "aten::convolution_backward") {
        const auto gradient = tensor(0), kernel = tensor(2);
        const auto wanted = inputs[10].toBoolList();
        return 2 * product(gradient.sizes()) / static_cast<double>(gradient.size(1)) * product(kernel.sizes())
            * (static_cast<int>(wanted[0]) + static_cast<int>(wanted[1]));
    }
    return 0;
}

std::unique_ptr<at::ObserverContext> begin_call(const at::RecordFunction& function) {
    auto call = std::make_unique<Call>();
    call->flops = flops_of(function);
    call->caller = current_call;
    current_call = call.get();
    return call;
}

void end_call(const at::RecordFunction& function, at::ObserverContext* context) {
    if (context == nullptr) return;
    auto call = static_cast<Call*>(context);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - call->begin).count();
    current_call = call->caller;
    if (current_call != nullptr) current_call->inner += seconds;
    std::lock_guard<std::mutex> lock(times_lock);
    auto& time = times_by_name[function.name()];
    time.calls++;
    time.seconds += seconds - call->inner;
    time.flops += call->flops;
}

}  // namespace

// Begins to take the time of every operator, also of those that backward calls.
DOOR int32_t door_begin_operator_times() {
    return guarded([&] {
        TORCH_CHECK(observer == 0, "the times of operators are being taken already");
        times_by_name.clear();
        observer = at::addGlobalCallback(at::RecordFunctionCallback(begin_call, end_call)
                                             .needsInputs(true)
                                             .scopes({at::RecordScope::FUNCTION}));
    });
}

// Ends it. What is handed out holds until the next call.
DOOR int32_t door_end_operator_times(const OperatorTime** out, int32_t* count) {
    return guarded([&] {
        if (observer != 0) at::removeCallback(observer);
        observer = 0;
        std::lock_guard<std::mutex> lock(times_lock);
        times.clear();
        for (auto& [name, time] : times_by_name) {
            time.name = name.c_str();
            times.push_back(time);
        }
        *out = times.data();
        *count = static_cast<int32_t>(times.size());
    });
}
